package dev.entente.connectors.trino;

import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Dialect;
import java.util.Optional;

/**
 * How a column of a Trino type serves a field of some type. A column is compared as it is wherever
 * its own order is the right one, so that Trino can leave the comparison to where the data lies.
 *
 * @param result the type that the selected expression has; another one means that the column
 *     changed
 */
record Shape(Cell cell, String selected, String compared, Optional<String> tidy, String result) {
  private static final String INTEGERS = " BETWEEN -9007199254740991 AND 9007199254740991";
  private static final String NUMBERS =
      " BETWEEN -1.7976931348623157E308 AND 1.7976931348623157E308";
  private static final String DATES = " BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'";
  private static final String MOMENTS =
      " BETWEEN TIMESTAMP '0001-01-01 00:00:00 UTC' AND TIMESTAMP '9999-12-31 23:59:59.999999 UTC'";

  /** Digits that a double holds of any decimal. */
  private static final int EXACT_DIGITS = 15;

  /** Digits of a second that a moment of ours has. */
  private static final int MICROS = 6;

  /** How the column serves a field of the type; empty if it cannot. */
  static Optional<Shape> of(FieldType type, Relation.Attribute column) {
    String name = Dialect.quoted(column.name());
    return switch (type) {
      case STRING -> text(column, name);
      case INTEGER -> integer(column, name);
      case NUMBER -> number(column, name);
      case DECIMAL -> decimal(column, name);
      case BOOLEAN -> plain(new Cell.Truth(), column, name, "boolean", Optional.empty());
      case DATE -> plain(new Cell.Day(), column, name, "date", Optional.of(name + DATES));
      case TIMESTAMP -> timestamp(column, name);
    };
  }

  private static Optional<Shape> plain(
      Cell cell, Relation.Attribute column, String name, String type, Optional<String> tidy) {
    return column.isOf(type)
        ? Optional.of(new Shape(cell, name, name, tidy, column.type()))
        : Optional.empty();
  }

  private static Optional<Shape> text(Relation.Attribute column, String name) {
    String noNul = "strpos(%s, chr(0)) = 0";
    if (column.isOf("uuid") || column.isOf("char")) {
      String cast = "CAST(" + name + " AS varchar)";
      String text = column.isOf("char") ? "rtrim(" + cast + ", ' ')" : cast;
      return Optional.of(
          new Shape(new Cell.Text(), text, text, Optional.of(noNul.formatted(text)), "varchar"));
    }
    if (!column.isOf("varchar")) {
      return Optional.empty();
    }
    boolean isShort = column.size() >= 0 && column.size() <= Cell.LONGEST_TEXT;
    String notLong = "length(" + name + ") <= " + Cell.LONGEST_TEXT;
    // A text of 100 MB is cut by Trino.
    String cut =
        "CASE WHEN %s THEN CAST(%s AS varchar) ELSE substr(%s, 1, %d) END"
            .formatted(notLong, name, name, Cell.LONGEST_TEXT + 1);
    return Optional.of(
        new Shape(
            new Cell.Text(),
            isShort ? name : cut,
            name,
            Optional.of(
                isShort
                    ? noNul.formatted(name)
                    : "(" + notLong + " AND " + noNul.formatted(name) + ")"),
            isShort ? column.type() : "varchar"));
  }

  private static Optional<Shape> integer(Relation.Attribute column, String name) {
    return column.isOf("decimal") && column.scale() <= 0
        ? plain(
            new Cell.ExactAsInteger(column.size()),
            column,
            name,
            "decimal",
            Optional.of(name + INTEGERS))
        : integer(new Cell.Whole(), column, name, Optional.of(name + INTEGERS));
  }

  /**
   * @param tidy of the widest type
   */
  private static Optional<Shape> integer(
      Cell cell, Relation.Attribute column, String name, Optional<String> tidy) {
    return plain(cell, column, name, "tinyint", Optional.empty())
        .or(() -> plain(cell, column, name, "smallint", Optional.empty()))
        .or(() -> plain(cell, column, name, "integer", Optional.empty()))
        .or(() -> plain(cell, column, name, "bigint", tidy));
  }

  private static Optional<Shape> number(Relation.Attribute column, String name) {
    String wide = "CAST(" + name + " AS double)";
    if (column.isOf("decimal")) {
      // Two decimals of more digits may be one double, so the doubles are compared.
      return Optional.of(
          column.size() <= EXACT_DIGITS
              ? new Shape(
                  new Cell.ExactAsNumber(column.size(), column.scale()),
                  name,
                  name,
                  Optional.empty(),
                  column.type())
              : new Shape(new Cell.Floating(), wide, wide, Optional.empty(), "double"));
    }
    if (column.isOf("real")) {
      return Optional.of(
          new Shape(new Cell.Floating(), wide, name, Optional.of(wide + NUMBERS), "double"));
    }
    return plain(new Cell.Floating(), column, name, "double", Optional.of(name + NUMBERS))
        .or(() -> integer(new Cell.WholeAsNumber(), column, name, Optional.of(name + INTEGERS)));
  }

  private static Optional<Shape> decimal(Relation.Attribute column, String name) {
    return column.isOf("decimal")
        ? plain(
            new Cell.Exact(column.size(), column.scale()),
            column,
            name,
            "decimal",
            Optional.empty())
        : integer(new Cell.WholeAsDecimal(), column, name, Optional.empty());
  }

  /** Read in UTC: a text in another zone is two moments where its clocks go back. */
  private static Optional<Shape> timestamp(Relation.Attribute column, String name) {
    return column.isOf("timestamp with time zone") && column.size() <= MICROS
        ? Optional.of(
            new Shape(
                new Cell.Moment(),
                "(" + name + " AT TIME ZONE 'UTC')",
                name,
                Optional.of(name + MOMENTS),
                column.type()))
        : Optional.empty();
  }
}
