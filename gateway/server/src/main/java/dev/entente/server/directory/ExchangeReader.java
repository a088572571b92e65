package dev.entente.server.directory;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Echo;
import dev.entente.catalog.ExchangeManifest.Freshness;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.ledger.LargestEntry;
import dev.entente.server.directory.Folder.Described;
import java.util.Collection;
import java.util.Optional;

/** Reads one file of {@code exchanges/}. */
final class ExchangeReader {
  private final Described<DatasetFile> datasets;
  private final Mistakes mistakes;

  ExchangeReader(Described<DatasetFile> datasets, Mistakes mistakes) {
    this.datasets = datasets;
    this.mistakes = mistakes;
  }

  Optional<ExchangeFile> read(YamlFile file) {
    Doc doc = file.doc();
    mistakes.unknown(file, doc, "exchange", "title", "key", "fields", "freshness");
    mistakes.missing(file, doc, "exchange", "key", "fields");
    doc.find("fields")
        .flatMap(fields -> mistakes.attempt(file, fields, fields::members))
        .ifPresent(
            fields -> {
              fields.forEach((name, field) -> field(file, name, field));
              aged(file, fields.keySet());
            });
    var id = mistakes.named(file, "exchange", ExchangeId::new);
    if (mistakes.in(file)) {
      return Optional.empty();
    }
    return mistakes
        .attempt(file, doc, doc.at("key"), () -> ExchangeManifest.read(id.orElseThrow(), doc))
        .filter(manifest -> fresh(file, manifest))
        .filter(manifest -> heard(file, manifest))
        .flatMap(
            manifest ->
                mistakes.attempt(file, doc.at("fields"), () -> LargestEntry.fitting(manifest)))
        .map(manifest -> new ExchangeFile(file, manifest));
  }

  private void field(YamlFile file, String name, Doc doc) {
    mistakes
        .attempt(file, doc, () -> ExchangeManifest.readField(name, doc))
        .ifPresent(
            wanted -> {
              mistakes.attempt(file, doc, () -> bounded(doc, wanted));
              wanted.echoes().ifPresent(echo -> echo(file, doc.at("echoes"), echo));
            });
  }

  /** What `freshness` goes by is one of the fields. */
  private void aged(YamlFile file, Collection<String> names) {
    file.doc()
        .find("freshness")
        .filter(Doc::isObject)
        .flatMap(freshness -> freshness.find("field"))
        .filter(field -> !names.contains(field.node().asText()))
        .ifPresent(
            field ->
                mistakes.add(file, field, Unknown.name("field", field.node().asText(), names)));
  }

  private static Wanted bounded(Doc doc, Wanted wanted) {
    if (wanted.minimum().isPresent()
        && wanted.maximum().isPresent()
        && wanted.minimum().get().compareTo(wanted.maximum().get()) > 0) {
      throw doc.at("minimum").malformed("the minimum is above the maximum; nothing would be right");
    }
    return wanted;
  }

  private void echo(YamlFile file, Doc place, Echo echo) {
    String dataset = echo.dataset().value();
    if (datasets.broken(dataset)) {
      return;
    }
    Optional<DatasetFile> told = datasets.find(dataset);
    if (told.isEmpty()) {
      mistakes.add(file, place, Unknown.name("dataset", dataset, datasets.names()));
      return;
    }
    Dataset offered = told.get().manifest().dataset();
    if (offered.field(echo.field()).isEmpty()) {
      var names = offered.fields().stream().map(field -> field.name().value()).toList();
      mistakes.add(
          file,
          place,
          Unknown.name("field of " + dataset + " that is offered", echo.field().value(), names));
    }
  }

  /** Whether what is told back could be known for what it is. */
  private boolean heard(YamlFile file, ExchangeManifest manifest) {
    var deaf =
        manifest.fields().stream().flatMap(field -> obstacle(manifest, field).stream()).toList();
    deaf.forEach(obstacle -> mistakes.add(file.mistake(obstacle)));
    return deaf.isEmpty();
  }

  private Optional<Malformed> obstacle(ExchangeManifest manifest, Wanted field) {
    Optional<Dataset> told =
        field
            .echoes()
            .flatMap(echo -> datasets.find(echo.dataset().value()))
            .map(found -> found.manifest().dataset());
    return told.flatMap(dataset -> obstacle(manifest, field, dataset))
        .map(text -> new Malformed("/fields/" + field.name() + "/echoes", text));
  }

  private static Optional<String> obstacle(
      ExchangeManifest manifest, Wanted field, Dataset dataset) {
    Field echoed = dataset.field(field.echoes().orElseThrow().field()).orElseThrow();
    if (echoed.type() != field.type()) {
      return Optional.of(
          "`%s` is of type %s, `%s.%s` of type %s; what is told back is of one type"
              .formatted(field.name(), field.type(), dataset.id(), echoed.name(), echoed.type()));
    }
    return manifest.keyOf(dataset).isPresent()
        ? Optional.empty()
        : Optional.of(
            "nothing here says which of %s is told back: its key %s must be among the fields, or"
                    .formatted(dataset.id(), dataset.key())
                + " this exchange's key have as many fields of the same types");
  }

  private boolean fresh(YamlFile file, ExchangeManifest manifest) {
    Optional<FieldName> untimely =
        manifest
            .freshness()
            .map(Freshness::field)
            .filter(
                name ->
                    manifest.fields().stream()
                        .noneMatch(f -> f.name().equals(name) && f.type().isTemporal()));
    untimely.ifPresent(
        name ->
            mistakes.add(
                file.mistake(
                    new Malformed(
                        "/freshness/field",
                        "`" + name + "` says no time; freshness names a date or timestamp"))));
    return untimely.isEmpty();
  }
}
