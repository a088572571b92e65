package dev.entente.contribution;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.disclosure.Pseudonyms;
import dev.entente.disclosure.Told;
import dev.entente.json.CellJson;
import dev.entente.json.Utf8;
import dev.entente.reciprocity.CellHash;
import dev.entente.reciprocity.RecordKey;
import dev.entente.reciprocity.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the cells of a record that could be what we told. Not thread-safe. */
final class Echoes {
  /**
   * @param key where the record holds the key of the dataset
   */
  private record Source(
      int place, DatasetId dataset, FieldName field, List<Integer> key, Told told) {}

  private final List<Source> sources = new ArrayList<>();
  private final CellHash hash;

  /**
   * @param datasets of the agreement; what is not among them was never told
   */
  Echoes(
      ExchangeManifest exchange,
      Map<DatasetId, Dataset> datasets,
      Pseudonyms pseudonyms,
      CellHash hash) {
    this.hash = hash;
    List<FieldName> names = exchange.fields().stream().map(Wanted::name).toList();
    for (Wanted wanted : exchange.fields()) {
      wanted
          .echoes()
          .flatMap(echo -> Optional.ofNullable(datasets.get(echo.dataset())))
          .ifPresent(dataset -> add(exchange, wanted, dataset, names, pseudonyms));
    }
  }

  private void add(
      ExchangeManifest exchange,
      Wanted wanted,
      Dataset dataset,
      List<FieldName> names,
      Pseudonyms pseudonyms) {
    Optional<Field> field =
        dataset.field(wanted.echoes().orElseThrow().field()).filter(f -> f.type() == wanted.type());
    Optional<List<FieldName>> key = exchange.keyOf(dataset);
    if (field.isPresent() && key.isPresent()) {
      sources.add(
          new Source(
              names.indexOf(wanted.name()),
              dataset.id(),
              field.get().name(),
              key.get().stream().map(names::indexOf).toList(),
              new Told(field.get(), pseudonyms, hash)));
    }
  }

  /** The cells of a record that could be. */
  List<Shared.Echo> of(List<@Nullable Object> values) {
    if (sources.isEmpty()) {
      return List.of();
    }
    List<Shared.Echo> echoes = new ArrayList<>();
    for (Source source : sources) {
      @Nullable Object value = values.get(source.place);
      if (value != null) {
        RecordKey key = key(source.key, values);
        for (var forms : source.told.forms(value)) {
          echoes.add(new Shared.Echo(source.place, source.dataset, key, source.field, forms));
        }
      }
    }
    return List.copyOf(echoes);
  }

  private RecordKey key(List<Integer> places, List<@Nullable Object> values) {
    var key = new Utf8(64);
    places.forEach(place -> CellJson.key(values.get(place), key));
    return hash.key(key.array(), key.size());
  }
}
