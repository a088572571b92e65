package dev.entente.connectors.sql;

import java.util.List;
import java.util.stream.Collectors;

/** What databases say differently; as it stands here, it is standard SQL. */
public interface Dialect {
  /** A name as an identifier, whatever characters it has. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** One step of an order; nulls come last either way. */
  default String order(Column column, boolean descending) {
    return column.compared() + (descending ? " DESC" : " ASC") + " NULLS LAST";
  }

  /**
   * The condition that a cell equals one of the values.
   *
   * @param parameters takes what is bound
   */
  default String among(Column column, List<Object> values, List<Object> parameters) {
    parameters.addAll(values);
    return column.equated() + " IN " + list(values);
  }

  /** The condition that a cell equals none of the values, and is there. */
  default String amongNone(Column column, List<Object> values, List<Object> parameters) {
    parameters.addAll(values);
    return column.equated() + " NOT IN " + list(values);
  }

  private static String list(List<Object> values) {
    return values.stream().map(_ -> "?").collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * So many rows at most, which is no more than a thousand and one.
   *
   * @param byKeyAlone whether only the key says which rows these are, and in what order
   * @param parameters takes what is bound
   */
  default String limit(int rows, boolean byKeyAlone, List<Object> parameters) {
    parameters.add((long) rows);
    return " LIMIT ?";
  }

  /** Whether {@code (a, b) > (?, ?)} is understood, and served by an index over both. */
  default boolean comparesRows() {
    return false;
  }
}
