package dev.entente.server.directory;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.ledger.LargestEntry;
import dev.entente.source.Limits;
import dev.entente.source.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one file of {@code datasets/}. */
final class DatasetReader {
  private static final List<String> NEEDED = List.of("type", "category", "value", "stage");
  private static final String LIKE =
      "a field is like {type: integer, category: targeting, value: 5, stage: mid}";
  private static final int LONGEST_COLUMN = 1000;

  private final Governance governance;
  private final List<String> connectors;
  private final Mistakes mistakes;

  DatasetReader(Governance governance, List<String> connectors, Mistakes mistakes) {
    this.governance = governance;
    this.connectors = connectors;
    this.mistakes = mistakes;
  }

  Optional<DatasetFile> read(YamlFile file) {
    Doc doc = file.doc();
    mistakes.unknown(file, doc, "dataset", "title", "source", "key", "fields", "aggregate");
    mistakes.missing(file, doc, "dataset", "title", "source", "key", "fields");
    doc.find("source")
        .ifPresent(
            source -> {
              connector(file, source);
              mistakes.attempt(file, source, () -> limits(source));
            });
    doc.find("fields")
        .flatMap(fields -> mistakes.attempt(file, fields, fields::members))
        .ifPresent(fields -> fields.forEach((name, field) -> field(file, name, field)));
    var id = mistakes.named(file, "dataset", DatasetId::new);
    if (mistakes.in(file)) {
      return Optional.empty();
    }
    return mistakes
        .attempt(file, doc, doc.at("key"), () -> usable(Dataset.read(id.orElseThrow(), doc), doc))
        .flatMap(
            dataset ->
                mistakes.attempt(file, doc.at("fields"), () -> LargestEntry.fitting(dataset)))
        .map(
            dataset ->
                new DatasetFile(
                    file,
                    new Manifest(
                        dataset,
                        columns(dataset, doc),
                        doc.at("source").without("limits"),
                        limits(doc.at("source")))));
  }

  private void connector(YamlFile file, Doc source) {
    mistakes
        .attempt(file, source, () -> source.at("connector"))
        .ifPresent(
            name ->
                mistakes.attempt(
                    file, name, () -> mistakes.built(file, name, "connector", connectors)));
  }

  private static Limits limits(Doc source) {
    return source.find("limits").map(Limits::read).orElse(Limits.USUAL);
  }

  private void field(YamlFile file, String name, Doc doc) {
    mistakes
        .attempt(file, doc, () -> read(name, doc))
        .ifPresent(
            read -> {
              read.ifPresent(field -> onLadder(file, field, doc));
              doc.find("column").ifPresent(at -> mistakes.attempt(file, at, () -> column(at)));
            });
  }

  private static Optional<Field> read(String name, Doc doc) {
    try {
      return Dataset.readField(name, doc);
    } catch (Malformed e) {
      boolean lacking =
          NEEDED.stream().anyMatch(it -> e.reason().equals("`" + it + "` is missing"));
      throw lacking ? doc.malformed(e.reason() + "; " + LIKE) : e;
    }
  }

  private void onLadder(YamlFile file, Field field, Doc doc) {
    governance
        .offLadder(field, doc.pointer())
        .forEach(malformed -> mistakes.add(file.mistake(malformed)));
  }

  /** A form that nobody could ask for would open nothing. */
  private static Dataset usable(Dataset dataset, Doc doc) {
    for (Field field : dataset.fields()) {
      if (dataset.aggregation().isEmpty()
          && field.weaker().containsValue(new Release.Aggregate())) {
        throw doc.at("fields")
            .at(field.name().value())
            .at("weaker")
            .malformed(
                "nothing is released as aggregate until the dataset says from how many records on:"
                    + " aggregate: {k: 25}");
      }
    }
    return dataset;
  }

  private static String column(Doc doc) {
    String column = doc.text();
    if (column.isEmpty() || column.length() > LONGEST_COLUMN) {
      throw doc.malformed("a column has a name of at most " + LONGEST_COLUMN + " characters");
    }
    return column;
  }

  private static Map<FieldName, String> columns(Dataset dataset, Doc doc) {
    var columns = new HashMap<FieldName, String>();
    for (FieldName field : dataset.held().keySet()) {
      doc.at("fields")
          .at(field.value())
          .find("column")
          .ifPresent(column -> columns.put(field, column.text()));
    }
    return columns;
  }
}
