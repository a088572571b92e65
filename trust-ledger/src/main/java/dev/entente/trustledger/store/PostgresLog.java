package dev.entente.trustledger.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/** The log in its PostgreSQL database, read-only: what the audit reads beside running gateways. */
public final class PostgresLog implements Tables {
  private static final String NO_TABLE = "42P01";
  private static final long MILLIS_FOR_A_CONNECTION = 5_000;

  private final Database database;
  private final HikariDataSource connections;

  PostgresLog(Database database, int most) {
    this.database = database;
    var config = new HikariConfig();
    config.setPoolName("ledger-readers");
    config.setJdbcUrl(database.url());
    config.setDataSourceProperties(Postgres.properties(database));
    config.setReadOnly(true);
    config.setMaximumPoolSize(most);
    config.setConnectionTimeout(MILLIS_FOR_A_CONNECTION);
    config.setInitializationFailTimeout(-1); // the first reading says what is wrong
    this.connections = new HikariDataSource(config);
  }

  /**
   * Opens the log for reading; empty if there is none yet.
   *
   * @throws StoreException if the database cannot be read
   */
  public static Optional<PostgresLog> find(Database database) {
    var log = new PostgresLog(database, 1);
    try {
      log.checkpoint();
      return Optional.of(log);
    } catch (StoreException e) {
      log.close();
      if (e.getCause() instanceof SQLException cause && NO_TABLE.equals(cause.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Runs a query over a connection of the pool.
   *
   * @throws StoreLost if it cannot be run
   */
  @Override
  public <T> T read(Reads.Query<T> query) {
    try (Connection connection = connections.getConnection()) {
      return query.run(new Reads(connection));
    } catch (SQLTransientConnectionException e) {
      Throwable why = e.getCause() == null ? e : e.getCause();
      throw new StoreLost(database + " cannot be read: " + why.getMessage(), e);
    } catch (SQLException e) {
      throw new StoreLost(database + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
