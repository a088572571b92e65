package dev.entente.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.catalog.FieldName;
import dev.entente.json.CellJson;
import dev.entente.json.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a partner could send on a day.
 *
 * @param datasets of the agreement
 * @param told the newest records of each that it was told
 */
record Wares(LocalDate day, Map<DatasetId, Dataset> datasets, Map<DatasetId, List<JsonNode>> told) {
  /** Such as {@code <100}, {@code 100-999}, {@code >=1000}, {@code [100,1000)}. */
  private static final Pattern BAND = Pattern.compile("(<?)(-?[0-9]{1,15})");

  /** A record that the exchange asks for and nobody sent before. */
  ObjectNode news(ExchangeManifest exchange, long number) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    for (Wanted field : exchange.fields()) {
      byte[] value = CellJson.of(MadeUp.value(field, number, day));
      record.set(field.name().value(), Json.read(value));
    }
    return record;
  }

  /** A record that lacks its key, has a field that nobody asked for, or is far too old. */
  ObjectNode junk(ExchangeManifest exchange, long number) {
    ObjectNode record = news(exchange, number);
    if (number % 3 == 0) {
      record.remove(exchange.key().getFirst().value());
    } else if (number % 3 == 1 || exchange.freshness().isEmpty()) {
      record.put("surprise", number);
    } else {
      LocalDate old = day.minusYears(100);
      String name = exchange.freshness().get().field().value();
      record.put(name, record.path(name).asText().replace(day.toString(), old.toString()));
    }
    return record;
  }

  /**
   * A record of what was told: the key, what echoes it, and what is called the same. Nothing else
   * is made up.
   */
  ObjectNode echo(ExchangeManifest exchange, long number) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    told.forEach(
        (id, records) -> {
          JsonNode one = records.get((int) (number % records.size()));
          for (Wanted field : exchange.fields()) {
            source(exchange, field, id)
                .map(name -> one.get(name.value()))
                .ifPresent(value -> record.set(field.name().value(), like(value, field)));
          }
        });
    return record;
  }

  /**
   * A number, where one is wanted and a band was told: the first that the band names or excludes.
   */
  private static JsonNode like(JsonNode value, Wanted field) {
    Matcher band = BAND.matcher(value.asText());
    if (!field.type().isNumeric() || value.isNumber() || !band.find()) {
      return value;
    }
    long number = Long.parseLong(band.group(2));
    return JsonNodeFactory.instance.numberNode(band.group(1).equals("<") ? number - 1 : number);
  }

  /** The field of the dataset that this one could be told back from. */
  private Optional<FieldName> source(ExchangeManifest exchange, Wanted field, DatasetId id) {
    @Nullable Dataset dataset = datasets.get(id);
    if (dataset == null) {
      return Optional.empty();
    }
    List<FieldName> key = exchange.keyOf(dataset).orElse(List.of());
    int place = key.indexOf(field.name());
    return field
        .echoes()
        .filter(echo -> echo.dataset().equals(id))
        .map(ExchangeManifest.Echo::field)
        .or(() -> place < 0 ? Optional.empty() : Optional.of(dataset.key().get(place)))
        .or(() -> dataset.field(field.name()).map(it -> it.name()));
  }
}
