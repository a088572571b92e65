package dev.entente.connectors.postgres;

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
final class PostgresTable implements Table {
  private static final Dialect DIALECT = new PostgresDialect();
  private static final int MOST_SHOWN = 40;

  /** In UTF-16, where a character above U+FFFF is two. */
  @SuppressWarnings("InlineFormatString") // its text is enough for one place
  private static final String LONG_KEY =
      "CASE WHEN octet_length(%1$s) <= %2$d THEN true WHEN octet_length(%1$s) > %3$d THEN false"
          + " ELSE char_length(regexp_replace(%1$s COLLATE \"C\", '[\\U00010000-\\U0010FFFF]', 'xx', 'g'))"
          + " <= %2$d END";

  private final String dataset;
  private final String from;
  private final Map<FieldName, PostgresColumn> columns = new LinkedHashMap<>();
  private final List<PostgresColumn> key;
  private final List<String> conditions = new ArrayList<>();
  private final boolean isKeyUnique;

  /**
   * @throws Malformed if a column that the manifest names is not there, or is of a type that cannot
   *     serve
   */
  PostgresTable(Manifest manifest, Location location, Relation relation) {
    this.dataset = manifest.dataset().id().value();
    this.from = location.quoted();
    manifest
        .dataset()
        .held()
        .forEach((field, type) -> columns.put(field, column(manifest, relation, field, type)));
    this.key = manifest.dataset().key().stream().map(this::column).toList();
    this.isKeyUnique = relation.isUnique(key.stream().map(PostgresColumn::attribute).toList());
    key.forEach(this::requireKey);
  }

  private static PostgresColumn column(
      Manifest manifest, Relation relation, FieldName field, FieldType type) {
    String name = manifest.column(field);
    var pointer = "/fields/" + field + (manifest.columns().containsKey(field) ? "/column" : "");
    Relation.Attribute attribute = relation.attributes().get(name);
    if (attribute == null) {
      throw new Malformed(
          pointer, "the table has no column `" + Shown.of(name) + "`; it has " + listed(relation));
    }
    Shape shape =
        Shape.of(type, attribute)
            .orElseThrow(
                () ->
                    new Malformed(
                        pointer,
                        "the column `%s` is of type %s, and %s"
                            .formatted(Shown.of(name), attribute.type(), wanted(type))));
    boolean isKey = manifest.dataset().key().contains(field);
    return new PostgresColumn(field, type, attribute, shape, isKey || attribute.isNeverNull());
  }

  private static String wanted(FieldType type) {
    return switch (type) {
      case STRING ->
          "a string is read from text, varchar, char, uuid or an enum; cast it in a view";
      case INTEGER -> "an integer is read from smallint, integer, bigint or numeric(n, 0)";
      case NUMBER -> "a number is read from any numeric type; cast it in a view";
      case DECIMAL -> "a decimal is read from numeric or an integer type; cast it in a view";
      case BOOLEAN -> "a boolean is read from boolean";
      case DATE -> "a date is read from date; cast it in a view";
      case TIMESTAMP ->
          "a timestamp is read from timestamptz; say the zone in a view: `x AT TIME ZONE 'UTC'`";
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
  private void requireKey(PostgresColumn column) {
    if (!column.attribute().isNeverNull()) {
      conditions.add(Dialect.quoted(column.attribute().name()) + " IS NOT NULL");
    }
    lengthOf(column).or(column::tidy).ifPresent(conditions::add);
  }

  /** What holds for texts that are no longer than a key may be. */
  static Optional<String> lengthOf(PostgresColumn column) {
    boolean isShort =
        column.attribute().isOf("varchar") && 2 * column.attribute().length() <= Source.LONGEST_KEY;
    if (column.shape().cell() != Cell.TEXT || isShort) {
      return Optional.empty();
    }
    String text = Dialect.quoted(column.attribute().name()) + "::text";
    return Optional.of(LONG_KEY.formatted(text, Source.LONGEST_KEY, 4 * Source.LONGEST_KEY));
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
  public PostgresColumn column(FieldName field) {
    PostgresColumn column = columns.get(field);
    if (column == null) {
      throw new IllegalArgumentException("the dataset has no field `" + field + "`");
    }
    return column;
  }

  @Override
  public List<PostgresColumn> columns() {
    return List.copyOf(columns.values());
  }

  @Override
  public List<PostgresColumn> key() {
    return key;
  }

  @Override
  public List<String> conditions() {
    return conditions;
  }

  @Override
  public boolean isKeyUnique() {
    return isKeyUnique;
  }
}
