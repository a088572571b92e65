package dev.entente.connectors.files;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Manifest;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An alliance directory for a test: its files, its dataset, and what an opening says of them. */
final class Alliance implements Opening {
  final Path directory;
  final Path scratch;
  final List<String> findings = new ArrayList<>();
  final List<String> progress = new ArrayList<>();
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final Map<FieldName, String> columns = new LinkedHashMap<>();
  volatile Optional<String> alarm = Optional.empty();
  private Duration pause = Duration.ofMinutes(1);
  private final List<String> key = new ArrayList<>(List.of("id"));

  Alliance(Path root) throws IOException {
    directory = Files.createDirectories(root.resolve("alliance"));
    scratch = Files.createDirectories(root.resolve("scratch"));
  }

  Alliance field(String name, String type) {
    return field(name, type, "early");
  }

  Alliance field(String name, String type, String stage) {
    fields.put(name, Map.of("type", type, "category", "c", "value", 1, "stage", stage));
    return this;
  }

  Alliance column(String field, String column) {
    columns.put(new FieldName(field), column);
    return this;
  }

  Alliance key(String... names) {
    key.clear();
    key.addAll(Arrays.asList(names));
    return this;
  }

  /** Looks at its files as often as this. */
  Alliance looking(Duration often) {
    pause = often;
    return this;
  }

  Alliance file(String path, String content) throws IOException {
    return file(path, content.getBytes(StandardCharsets.UTF_8));
  }

  Alliance file(String path, byte[] content) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  Source open(String path) {
    return open(Map.of("connector", "files", "path", path));
  }

  Source open(Map<String, Object> source) {
    var manifest = Map.of("title", "T", "key", key, "fields", fields, "source", source);
    Doc doc = Doc.of(Json.tree(manifest));
    Dataset dataset = Dataset.read(new DatasetId("things"), doc);
    return new FilesConnector(pause)
        .open(new Manifest(dataset, columns, doc.at("source")), directory, scratch, this);
  }

  /** All rows of the file, each as a list of its values. */
  List<List<Object>> rows(String path) {
    try (Source source = open(path)) {
      return rows(source);
    }
  }

  /** All rows of a source. */
  List<List<Object>> rows(Source source) {
    Page page = source.read(everything(1000));
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : page.rows()) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < everything(1).fields().size(); i++) {
        values.add(row.value(i));
      }
      rows.add(values);
    }
    return rows;
  }

  Selection everything(int limit) {
    var manifest = Doc.of(Json.tree(Map.of("title", "T", "key", key, "fields", fields)));
    List<FieldName> names =
        Dataset.read(new DatasetId("things"), manifest).fields().stream().map(Field::name).toList();
    return new Selection(names, Optional.empty(), List.of(), limit, Optional.empty());
  }

  @Override
  public void progress(long done, long total, String unit) {
    progress.add(done + "/" + total + " " + unit);
  }

  @Override
  public void alarm(Optional<String> why) {
    alarm = why;
  }

  @Override
  public void finding(String text) {
    findings.add(text);
  }
}
