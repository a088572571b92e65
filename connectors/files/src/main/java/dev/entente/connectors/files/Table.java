package dev.entente.connectors.files;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table that a dataset becomes. Its rows lie in the order of the key, so {@code rowid} is that
 * order and breaks every tie.
 */
final class Table implements dev.entente.connectors.sql.Table {
  static final String RECORDS = "records";
  static final String STAGED = "staged";

  private static final Dialect DUCKDB = new Dialect() {};

  private final String dataset;
  private final Map<FieldName, Column> columns = new LinkedHashMap<>();
  private final List<Column> key;
  private final SequencedMap<FieldName, FieldType> held;

  Table(Dataset dataset) {
    this.dataset = dataset.id().value();
    dataset
        .held()
        .forEach((field, type) -> columns.put(field, new Column(columns.size(), field, type)));
    this.held = dataset.held();
    this.key = dataset.key().stream().map(this::column).toList();
  }

  @Override
  public String dataset() {
    return dataset;
  }

  @Override
  public Dialect dialect() {
    return DUCKDB;
  }

  @Override
  public String from() {
    return RECORDS;
  }

  @Override
  public Column column(FieldName field) {
    Column column = columns.get(field);
    if (column == null) {
      throw new IllegalArgumentException("the dataset has no field `" + field + "`");
    }
    return column;
  }

  @Override
  public List<Column> columns() {
    return new ArrayList<>(columns.values());
  }

  /** The fields by type, in the order of the columns. */
  SequencedMap<FieldName, FieldType> held() {
    return held;
  }

  @Override
  public List<Column> key() {
    return key;
  }

  /** Rows without a key are not taken into the table. */
  @Override
  public List<String> conditions() {
    return List.of();
  }

  @Override
  public boolean isKeyUnique() {
    return true;
  }

  /** Without a sort nothing is said: a scan keeps the order in which the rows lie, and can stop. */
  @Override
  public List<String> ties(boolean sorted) {
    return sorted ? List.of("rowid") : List.of();
  }

  /** Makes the table for rows as they come, with the place of each in its file. */
  String createStaged() {
    return "CREATE TEMP TABLE " + STAGED + " (place BIGINT, " + list(Column::definition) + ")";
  }

  /** Counts the rows whose key was seen before, and finds the place of the first. */
  String repeated() {
    return "SELECT count(*), coalesce(min(place), 0) FROM (SELECT place FROM "
        + STAGED
        + " QUALIFY "
        + nth()
        + " > 1)";
  }

  /** Makes the table of the first row of each key. */
  String create() {
    return "CREATE TABLE "
        + RECORDS
        + " AS SELECT "
        + list(Column::all)
        + " FROM "
        + STAGED
        + " QUALIFY "
        + nth()
        + " = 1 ORDER BY "
        + keyOrder();
  }

  /** The how manieth of its key a row is; rows of one place are in the order of their coming. */
  private String nth() {
    return "row_number() OVER (PARTITION BY " + keyOrder() + " ORDER BY place, rowid)";
  }

  private String keyOrder() {
    return key.stream().map(Column::compared).collect(Collectors.joining(", "));
  }

  private String list(Function<Column, String> part) {
    return columns.values().stream().map(part).collect(Collectors.joining(", "));
  }
}
