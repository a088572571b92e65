package dev.entente.connectors.postgres;

import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Dialect;
import java.util.Optional;

/**
 * How a column of a PostgreSQL type serves a field of some type. A column is compared as it is
 * wherever its own order is the right one, so that its indexes serve.
 *
 * @param result the type that the selected expression has; another one means that the column
 *     changed
 */
record Shape(
    Cell cell,
    String selected,
    String equated,
    String compared,
    Optional<String> tidy,
    String result) {
  private static final String INTEGERS = " BETWEEN -9007199254740991 AND 9007199254740991";
  private static final String DATES = " BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'";
  private static final String MOMENTS =
      " BETWEEN TIMESTAMPTZ '0001-01-01 00:00:00+00'"
          + " AND TIMESTAMPTZ '9999-12-31 23:59:59.999999+00'";

  /** Digits that a double holds of any decimal. */
  private static final int EXACT_DIGITS = 15;

  /** How the column serves a field of the type; empty if it cannot. */
  static Optional<Shape> of(FieldType type, Relation.Attribute column) {
    String name = Dialect.quoted(column.name());
    return switch (type) {
      case STRING -> text(column, name);
      case INTEGER -> integer(column, name);
      case NUMBER -> number(column, name);
      case DECIMAL -> decimal(column, name);
      case BOOLEAN -> plain(Cell.BOOLEAN, column, name, "bool", Optional.empty());
      case DATE -> plain(Cell.DATE, column, name, "date", Optional.of(name + DATES));
      case TIMESTAMP ->
          plain(Cell.TIMESTAMP, column, name, "timestamptz", Optional.of(name + MOMENTS));
    };
  }

  private static Optional<Shape> plain(
      Cell cell, Relation.Attribute column, String name, String type, Optional<String> tidy) {
    return column.isOf(type)
        ? Optional.of(new Shape(cell, name, name, name, tidy, type))
        : Optional.empty();
  }

  private static Optional<Shape> text(Relation.Attribute column, String name) {
    if (column.isOf("uuid")) {
      return plain(Cell.UUID_AS_TEXT, column, name, "uuid", Optional.empty());
    }
    if (column.isOf("bpchar") || column.isLabel()) {
      String cast = name + "::text";
      String binary = cast + " COLLATE \"C\"";
      return Optional.of(new Shape(Cell.TEXT, cast, binary, binary, Optional.empty(), "text"));
    }
    if (!column.isOf("text") && !column.isOf("varchar")) {
      return Optional.empty();
    }
    String binary = name + " COLLATE \"C\"";
    boolean isShort = column.isOf("varchar") && column.length() <= Cell.LONGEST_TEXT;
    return Optional.of(
        new Shape(
            Cell.TEXT,
            isShort ? name : cut(name),
            column.isDeterministic() ? name : binary,
            column.isByCodePoint() ? name : binary,
            isShort ? Optional.empty() : Optional.of(isNotLong(name)),
            isShort ? "varchar" : "text"));
  }

  /** A text of 100 MB is cut by the server, which need not even unpack all of it. */
  private static String cut(String name) {
    return "CASE WHEN octet_length(%s) <= %d THEN %s::text ELSE left(%s, %d) END"
        .formatted(name, Cell.LONGEST_TEXT, name, name, Cell.LONGEST_TEXT + 1);
  }

  private static String isNotLong(String name) {
    return "(octet_length(%s) <= %d OR char_length(%s) <= %d)"
        .formatted(name, Cell.LONGEST_TEXT, name, Cell.LONGEST_TEXT);
  }

  private static Optional<Shape> integer(Relation.Attribute column, String name) {
    if (column.isOf("numeric")) {
      return column.isWhole()
          ? plain(Cell.NUMERIC_AS_INTEGER, column, name, "numeric", Optional.of(name + INTEGERS))
          : Optional.empty();
    }
    return integer(Cell.INTEGER, column, name, Optional.of(name + INTEGERS));
  }

  /**
   * @param tidy of the widest type
   */
  private static Optional<Shape> integer(
      Cell cell, Relation.Attribute column, String name, Optional<String> tidy) {
    return plain(cell, column, name, "int2", Optional.empty())
        .or(() -> plain(cell, column, name, "int4", Optional.empty()))
        .or(() -> plain(cell, column, name, "int8", tidy));
  }

  private static Optional<Shape> number(Relation.Attribute column, String name) {
    String finite = "(" + name + " > '-Infinity' AND " + name + " < 'Infinity')";
    if (!column.isOf("numeric")) {
      return plain(Cell.NUMBER, column, name, "float8", Optional.of(finite))
          .or(() -> real(column, name, finite))
          .or(() -> integer(Cell.INTEGER_AS_NUMBER, column, name, Optional.of(name + INTEGERS)));
    }
    if (column.precision() <= EXACT_DIGITS) {
      return plain(
          Cell.NUMERIC_AS_NUMBER, column, name, "numeric", Optional.of(name + " <> 'NaN'"));
    }
    // Two such decimals may be one double, so the doubles are compared; no index serves that.
    String held = "(%s = 0 OR abs(%s) BETWEEN 1e-300 AND 1e300)".formatted(name, name);
    String cast =
        "CASE WHEN %s THEN %s::float8 WHEN %s IS NOT NULL THEN 'NaN'::float8 END"
            .formatted(held, name, name);
    return Optional.of(new Shape(Cell.NUMBER, cast, cast, cast, Optional.of(held), "float8"));
  }

  /** Made wide by the server: written out, the driver would take 0.1 for what is not quite that. */
  private static Optional<Shape> real(Relation.Attribute column, String name, String finite) {
    return column.isOf("float4")
        ? Optional.of(
            new Shape(Cell.NUMBER, name + "::float8", name, name, Optional.of(finite), "float8"))
        : Optional.empty();
  }

  private static Optional<Shape> decimal(Relation.Attribute column, String name) {
    if (!column.isOf("numeric")) {
      return integer(Cell.INTEGER_AS_DECIMAL, column, name, Optional.empty());
    }
    String tidy =
        column.precision() <= Cell.MOST_DIGITS
            ? name + " <> 'NaN'"
            : "(%s > -1e%d AND %s < 1e%d AND scale(%s) <= %d)"
                .formatted(name, Cell.MOST_DIGITS, name, Cell.MOST_DIGITS, name, Cell.MOST_DIGITS);
    return plain(Cell.DECIMAL, column, name, "numeric", Optional.of(tidy));
  }
}
