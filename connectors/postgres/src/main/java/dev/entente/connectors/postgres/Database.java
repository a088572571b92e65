package dev.entente.connectors.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.entente.catalog.FieldName;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.connectors.sql.PageReader;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;

/**
 * Connections that only read, a few at most, opened again when they are lost. The database itself
 * ends what takes too long, should this process not be there to cancel it.
 */
final class Database implements PageReader {
  private static final int CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long MILLIS_TO_CONNECT = 5_000;
  private static final long MILLIS_IDLE = 60_000;

  private static final String CONNECTION_LOST = "08";
  private static final String CANCELLED = "57014";

  private final String dataset;
  private final HikariDataSource pool;
  private final Duration patience;
  private final Set<QueryExecutor> busy = ConcurrentHashMap.newKeySet();

  /**
   * @param patience how long a read may take; half of it to connect, so that why it cannot is told
   */
  Database(String dataset, Location location, Duration patience) {
    this.dataset = dataset;
    this.patience = min(patience, PATIENCE);
    var config = new HikariConfig();
    config.setPoolName("source-" + dataset);
    config.setJdbcUrl(location.url());
    config.setDataSourceProperties(location.properties());
    config.setConnectionInitSql(session(this.patience));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setIdleTimeout(MILLIS_IDLE);
    config.setConnectionTimeout(Math.min(MILLIS_TO_CONNECT, patience.toMillis() / 2));
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String session(Duration patience) {
    return "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; SET statement_timeout = "
        + patience.toMillis();
  }

  /** One connection beside the pool, for the first look. */
  static Connection connect(Location location) throws SQLException {
    Connection connection = DriverManager.getConnection(location.url(), location.properties());
    try (Statement statement = connection.createStatement()) {
      statement.execute(session(PATIENCE));
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Reads a page on the caller's own thread; when a virtual one is interrupted, the database is
   * told to stop. How many read at a time is for the caller to bound.
   *
   * @param untidy hears of each cell that is none of its field's type
   * @throws Unavailable if it cannot be read, in time or at all
   */
  @Override
  public Page read(PageQuery query, Consumer<FieldName> untidy) {
    try (Connection connection = pool.getConnection()) {
      QueryExecutor server = connection.unwrap(BaseConnection.class).getQueryExecutor();
      busy.add(server);
      try {
        return page(connection, query, untidy);
      } catch (SQLException e) {
        boolean interrupted = Thread.interrupted();
        if (interrupted || isLost(e)) {
          pool.evictConnection(connection);
          stop(server);
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
          throw unavailable("was interrupted while it was read", e);
        }
        throw e;
      } finally {
        busy.remove(server);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Page page(Connection connection, PageQuery query, Consumer<FieldName> untidy)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query.text())) {
      bind(connection, statement, query);
      try (ResultSet rows = statement.executeQuery()) {
        query.requireTypes(rows.getMetaData());
        return query.page(rows, untidy);
      }
    }
  }

  private static boolean isLost(SQLException e) {
    return String.valueOf(e.getSQLState()).startsWith(CONNECTION_LOST);
  }

  /** By a connection of its own: an interrupted thread has closed the one that it read from. */
  private static void stop(QueryExecutor server) {
    try {
      server.sendQueryCancel();
    } catch (SQLException e) {
      // It has ended by itself, or nothing answers there; then it ends at its time.
    }
  }

  private Unavailable failed(SQLException e) {
    if (pool.isClosed()) {
      return unavailable("was closed while it was read", e);
    }
    return CANCELLED.equals(e.getSQLState())
        ? unavailable(
            "took longer than "
                + patience.toMillis()
                + " ms to read; an index on what is filtered and sorted by may help",
            e)
        : Failures.of(dataset, e);
  }

  private Unavailable unavailable(String what, SQLException cause) {
    return Unavailable.source("dataset `" + dataset + "` " + what, cause);
  }

  private static void bind(Connection connection, PreparedStatement statement, PageQuery query)
      throws SQLException {
    int place = 1;
    for (Object value : query.values()) {
      if (value instanceof PostgresDialect.Several several) {
        statement.setArray(place++, several.array(connection));
      } else {
        statement.setObject(place++, value);
      }
    }
  }

  /** Stops what runs. */
  @Override
  public void close() {
    busy.forEach(Database::stop);
    pool.close();
  }
}
