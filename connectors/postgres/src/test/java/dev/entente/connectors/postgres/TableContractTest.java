package dev.entente.connectors.postgres;

import dev.entente.catalog.FieldType;

/** A table as PostgreSQL likes it: a primary key, and texts in the order of their code points. */
final class TableContractTest extends PostgresContract {
  @Override
  String sql(FieldType type) {
    return switch (type) {
      case STRING -> "text COLLATE \"C\"";
      case INTEGER -> "bigint";
      case NUMBER -> "double precision";
      case DECIMAL -> "numeric(50, 9)";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case TIMESTAMP -> "timestamptz";
    };
  }

  @Override
  void finish(String name, String table, String key) {
    Server.execute(
        "ALTER TABLE " + table + " RENAME TO " + name,
        "ALTER TABLE " + name + " ADD PRIMARY KEY (" + key + ")");
  }
}
