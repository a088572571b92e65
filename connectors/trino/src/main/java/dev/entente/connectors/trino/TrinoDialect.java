package dev.entente.connectors.trino;

import dev.entente.connectors.sql.Dialect;
import java.util.List;

/** Trino's, which is the standard's. */
final class TrinoDialect implements Dialect {
  /** The number is ours, and Trino plans with it. */
  @Override
  public String limit(int rows, boolean byKeyAlone, List<Object> parameters) {
    return " LIMIT " + rows;
  }
}
