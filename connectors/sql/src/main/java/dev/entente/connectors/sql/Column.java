package dev.entente.connectors.sql;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a field lies in a table. The expressions are the connector's own, with quoted names. */
public interface Column {
  /** What {@link #value} gives for a cell that is none of its field's type; it is shown as null. */
  Object UNTIDY = new Object();

  FieldName field();

  /** What the manifest says that it holds. */
  FieldType type();

  /** What a result says that {@link #selected} is of; empty if nobody looks. */
  default Optional<String> resultType() {
    return Optional.empty();
  }

  /** What a page selects. */
  String selected();

  /** What is compared and ordered by; texts by code point. */
  String compared();

  /**
   * What is held to be equal or not; another one than {@link #compared} where an index wants it.
   */
  default String equated() {
    return compared();
  }

  /** Whether no row of the table is without a value. */
  default boolean isNeverNull() {
    return false;
  }

  /** What holds for the cells that are of the field's type; empty if all are. */
  default Optional<String> tidy() {
    return Optional.empty();
  }

  /**
   * Where a value of the field lies among those that the column can hold.
   *
   * @throws IllegalArgumentException if it is of another type than the field
   */
  Point point(Object value);

  /** The value in a row of a result: of the field's Java type, null, or {@link #UNTIDY}. */
  @Nullable Object value(ResultSet rows, int place) throws SQLException;
}
