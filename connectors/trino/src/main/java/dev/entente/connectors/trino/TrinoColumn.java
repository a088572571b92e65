package dev.entente.connectors.trino;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Column;
import dev.entente.connectors.sql.Point;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The column of a field.
 *
 * @param isNeverNull because rows without a key are left out; nothing else is promised
 */
record TrinoColumn(
    FieldName field, FieldType type, Relation.Attribute attribute, Shape shape, boolean isNeverNull)
    implements Column {
  @Override
  public Optional<String> resultType() {
    return Optional.of(shape.result());
  }

  @Override
  public String selected() {
    return shape.selected();
  }

  @Override
  public String compared() {
    return shape.compared();
  }

  @Override
  public Optional<String> tidy() {
    return shape.tidy();
  }

  @Override
  public Point point(Object value) {
    try {
      return shape.cell().point(value);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "`" + field + "` is a " + type + ", not a " + value.getClass(), e);
    }
  }

  @Override
  public @Nullable Object value(ResultSet rows, int place) throws SQLException {
    return shape.cell().value(rows, place);
  }
}
