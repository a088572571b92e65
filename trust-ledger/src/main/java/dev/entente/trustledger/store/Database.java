package dev.entente.trustledger.store;

import java.util.Optional;

/**
 * Where a PostgreSQL database is.
 *
 * @param url {@code jdbc:postgresql://HOST/DATABASE}, with the driver's parameters; its {@code
 *     currentSchema} says in which schema the tables are
 * @param user empty where the URL names one
 * @param password empty where the URL, {@code ~/.pgpass} or the server's trust do
 */
public record Database(String url, Optional<String> user, Optional<String> password) {
  /** Without what may be secret. */
  @Override
  public String toString() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}
