package dev.entente.connectors.postgres;

import dev.entente.catalog.FieldType;

/**
 * A view over what it may also be: texts in an order of people, which holds capitals and small
 * letters for one, domains, unbounded decimals, and no key that anything keeps.
 */
final class ViewContractTest extends PostgresContract {
  static {
    Server.execute(
        "CREATE COLLATION people (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
        "CREATE DOMAIN words AS varchar(2000) COLLATE people",
        "CREATE DOMAIN moment AS timestamptz",
        "CREATE DOMAIN later_moment AS moment");
  }

  @Override
  String sql(FieldType type) {
    return switch (type) {
      case STRING -> "words";
      case INTEGER -> "numeric(20)";
      case NUMBER -> "double precision";
      case DECIMAL -> "numeric";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case TIMESTAMP -> "later_moment";
    };
  }

  @Override
  void finish(String name, String table, String key) {
    Server.execute("CREATE VIEW " + name + " AS SELECT * FROM " + table);
  }
}
