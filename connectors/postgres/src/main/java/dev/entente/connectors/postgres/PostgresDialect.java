package dev.entente.connectors.postgres;

import dev.entente.connectors.sql.Column;
import dev.entente.connectors.sql.Dialect;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** PostgreSQL's: values together as one array, rows compared at once, orders that indexes have. */
final class PostgresDialect implements Dialect {
  /** Values bound as one parameter, so that there is one text however many they are. */
  record Several(List<Object> values) {
    Array array(Connection connection) throws SQLException {
      return connection.createArrayOf(type(values.getFirst()), values.toArray());
    }

    private static String type(Object value) {
      return switch (value) {
        case String _ -> "text";
        case Long _ -> "int8";
        case Double _ -> "float8";
        case BigDecimal _ -> "numeric";
        case Boolean _ -> "bool";
        case LocalDate _ -> "date";
        case OffsetDateTime _ -> "timestamptz";
        case UUID _ -> "uuid";
        default -> throw new IllegalArgumentException("no value of a column: " + value.getClass());
      };
    }
  }

  /** What PostgreSQL puts first when it goes down is nulls, and so do its indexes. */
  @Override
  public String order(Column column, boolean descending) {
    if (!descending) {
      return column.compared();
    }
    return column.compared() + (column.isNeverNull() ? " DESC" : " DESC NULLS LAST");
  }

  @Override
  public String among(Column column, List<Object> values, List<Object> parameters) {
    parameters.add(new Several(values));
    return column.equated() + " = ANY (?)";
  }

  @Override
  public String amongNone(Column column, List<Object> values, List<Object> parameters) {
    parameters.add(new Several(values));
    return column.equated() + " <> ALL (?)";
  }

  /**
   * Pages by the key have one best plan, which PostgreSQL keeps if it knows the number: it would
   * else reckon with a tenth of the table. For others that is what is wanted. The best way to them
   * depends on the value that is asked for: to a rare one it is an index, to a frequent one the
   * order of the page. A plan that might walk through all rows is then made anew each time.
   */
  @Override
  public String limit(int rows, boolean byKeyAlone, List<Object> parameters) {
    return byKeyAlone ? " LIMIT " + rows : Dialect.super.limit(rows, false, parameters);
  }

  @Override
  public boolean comparesRows() {
    return true;
  }
}
