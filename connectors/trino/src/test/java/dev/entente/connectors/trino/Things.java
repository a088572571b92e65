package dev.entente.connectors.trino;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Sort;
import dev.entente.connectors.sql.TableSource;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Limits;
import dev.entente.source.Manifest;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A dataset for a test, what an opening says of it, and what is read. */
final class Things implements Opening {
  final List<String> findings = new ArrayList<>();
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final Map<FieldName, String> columns = new LinkedHashMap<>();
  private final Map<String, Object> source = new LinkedHashMap<>();
  private final List<String> key = new ArrayList<>(List.of("id"));

  private Limits limits = Limits.USUAL;

  /** A table of a cluster that need not be there. */
  Things(String url, String table) {
    source("connector", "trino").source("url", url).source("table", table).source("user", "tests");
  }

  /** A table of the server. */
  Things(String table) {
    this(Server.url(), table);
  }

  Things limits(Limits allowed) {
    limits = allowed;
    return this;
  }

  Things source(String setting, String value) {
    source.put(setting, value);
    return this;
  }

  Things field(String name, String type) {
    fields.put(name, Map.of("type", type, "category", "c", "value", 1, "stage", "early"));
    return this;
  }

  Things column(String field, String column) {
    columns.put(new FieldName(field), column);
    return this;
  }

  Things key(String... names) {
    key.clear();
    key.addAll(List.of(names));
    return this;
  }

  Source open() {
    return new TrinoConnector().open(manifest(), Path.of("."), Path.of("."), this);
  }

  /** A table that is too large for the first look. */
  Source openWithoutALook() throws SQLException {
    Manifest manifest = manifest();
    Location location = Location.read(manifest.location(), Path.of("."));
    var cluster = new Cluster("things", location, limits);
    try (var connection = cluster.connect()) {
      Relation relation = Relation.find(connection, location).orElseThrow();
      return new TableSource(new TrinoTable(manifest, location, relation), cluster);
    }
  }

  Manifest manifest() {
    Doc doc =
        Doc.of(Json.tree(Map.of("title", "T", "key", key, "fields", fields, "source", source)));
    return new Manifest(
        Dataset.read(new DatasetId("things"), doc), columns, doc.at("source"), limits);
  }

  Selection everything(int limit) {
    return new Selection(names(), Optional.empty(), List.of(), limit, Optional.empty());
  }

  Selection where(String field, Filter.Operator operator, Object... values) {
    Filter filter = new Filter.Comparison(new FieldName(field), operator, List.of(values));
    return new Selection(names(), Optional.of(filter), List.of(), 1000, Optional.empty());
  }

  Selection by(String sort) {
    return new Selection(
        names(), Optional.empty(), List.of(Sort.parse(sort)), 1000, Optional.empty());
  }

  Selection after(Object... position) {
    return new Selection(
        names(), Optional.empty(), List.of(), 20, Optional.of(new Position(List.of(position))));
  }

  private List<FieldName> names() {
    return manifest().dataset().fields().stream().map(Field::name).toList();
  }

  /** All rows, each as a list of its values. */
  List<List<Object>> rows() {
    try (Source opened = open()) {
      return rows(opened.read(everything(1000)));
    }
  }

  List<List<Object>> rows(Page page) {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : page.rows()) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < names().size(); i++) {
        values.add(row.value(i));
      }
      rows.add(values);
    }
    return rows;
  }

  @Override
  public void progress(long done, long total, String unit) {}

  @Override
  public void finding(String text) {
    findings.add(text);
  }
}
