package dev.entente.connectors.trino;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Dialect;
import dev.entente.connectors.sql.Table;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A dataset's table: the columns that its manifest names, and no other. */
final class TrinoTable implements Table {
  private static final Dialect DIALECT = new TrinoDialect();
  private static final int MOST_SHOWN = 40;

  /** In UTF-16, where a character above U+FFFF is two. */
  @SuppressWarnings("InlineFormatString") // its text is enough for one place
  private static final String LONG_KEY =
      "CASE WHEN length(%1$s) <= %3$d THEN true WHEN length(%1$s) > %2$d THEN false"
          + " ELSE length(%1$s) + length(regexp_replace(%1$s, '[^\\x{10000}-\\x{10FFFF}]'))"
          + " <= %2$d END";

  private final String dataset;
  private final String from;
  private final Map<FieldName, TrinoColumn> columns = new LinkedHashMap<>();
  private final List<TrinoColumn> key;
  private final List<String> conditions = new ArrayList<>();

  /**
   * @throws Malformed if a column that the manifest names is not there, or is of a type that cannot
   *     serve
   */
  TrinoTable(Manifest manifest, Location location, Relation relation) {
    this.dataset = manifest.dataset().id().value();
    this.from = location.quoted();
    manifest
        .dataset()
        .held()
        .forEach((field, type) -> columns.put(field, column(manifest, relation, field, type)));
    this.key = manifest.dataset().key().stream().map(this::column).toList();
    key.forEach(this::requireKey);
  }

  private static TrinoColumn column(
      Manifest manifest, Relation relation, FieldName field, FieldType type) {
    String name = manifest.column(field);
    var pointer = "/fields/" + field + (manifest.columns().containsKey(field) ? "/column" : "");
    Relation.Attribute attribute =
        relation
            .attribute(name)
            .orElseThrow(
                () ->
                    new Malformed(
                        pointer,
                        "the table has no column `%s`; it has %s"
                            .formatted(Shown.of(name), listed(relation))));
    Shape shape =
        Shape.of(type, attribute)
            .orElseThrow(
                () ->
                    new Malformed(
                        pointer,
                        "the column `%s` is of type %s, and %s"
                            .formatted(Shown.of(name), attribute.type(), wanted(type))));
    boolean isKey = manifest.dataset().key().contains(field);
    return new TrinoColumn(field, type, attribute, shape, isKey);
  }

  private static String wanted(FieldType type) {
    return switch (type) {
      case STRING -> "a string is read from varchar, char or uuid; cast it in a view";
      case INTEGER -> "an integer is read from tinyint, smallint, integer, bigint or decimal(n, 0)";
      case NUMBER ->
          "a number is read from double, real, decimal or an integer type; cast it in a view";
      case DECIMAL -> "a decimal is read from decimal or an integer type; cast it in a view";
      case BOOLEAN -> "a boolean is read from boolean";
      case DATE -> "a date is read from date; cast it in a view";
      case TIMESTAMP ->
          "a timestamp is read from timestamp with time zone of at most 6 digits of a second; say"
              + " both in a view: `CAST(with_timezone(x, 'UTC') AS timestamp(6) with time zone)`";
    };
  }

  private static String listed(Relation relation) {
    List<String> names = List.copyOf(relation.attributes().keySet());
    String shown =
        names.stream()
            .limit(MOST_SHOWN)
            .map(name -> "`" + Shown.of(name) + "`")
            .collect(Collectors.joining(", "));
    return names.size() > MOST_SHOWN
        ? shown + " and " + (names.size() - MOST_SHOWN) + " more"
        : shown;
  }

  /** A row without a key is not of the dataset, nor is one whose key is too long. */
  private void requireKey(TrinoColumn column) {
    conditions.add(Dialect.quoted(column.attribute().name()) + " IS NOT NULL");
    column.tidy().ifPresent(conditions::add);
    lengthOf(column).ifPresent(conditions::add);
  }

  /** What holds for texts that are no longer than a key may be. */
  static Optional<String> lengthOf(TrinoColumn column) {
    int most = column.attribute().size();
    if (!(column.shape().cell() instanceof Cell.Text) || column.attribute().isOf("uuid")) {
      return Optional.empty();
    }
    return most >= 0 && 2 * (long) most <= Source.LONGEST_KEY
        ? Optional.empty()
        : Optional.of(
            LONG_KEY.formatted(column.compared(), Source.LONGEST_KEY, Source.LONGEST_KEY / 2));
  }

  @Override
  public String dataset() {
    return dataset;
  }

  @Override
  public Dialect dialect() {
    return DIALECT;
  }

  @Override
  public String from() {
    return from;
  }

  @Override
  public TrinoColumn column(FieldName field) {
    TrinoColumn column = columns.get(field);
    if (column == null) {
      throw new IllegalArgumentException("the dataset has no field `" + field + "`");
    }
    return column;
  }

  @Override
  public List<TrinoColumn> columns() {
    return List.copyOf(columns.values());
  }

  @Override
  public List<TrinoColumn> key() {
    return key;
  }

  @Override
  public List<String> conditions() {
    return conditions;
  }

  /** Trino knows of no key. */
  @Override
  public boolean isKeyUnique() {
    return false;
  }
}
