package dev.entente.connectors.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.entente.catalog.FieldName;
import dev.entente.connectors.sql.BoundedReads;
import dev.entente.connectors.sql.Column;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Connections that only read, a few at most, opened again when they are lost. The database itself
 * ends what takes too long, should this process not be there to cancel it.
 */
final class Database implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int WAITING = 128;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long MILLIS_TO_CONNECT = 5_000;
  private static final long MILLIS_IDLE = 60_000;

  private static final String SESSION =
      "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; SET statement_timeout = "
          + PATIENCE.toMillis();

  private final String dataset;
  private final HikariDataSource pool;
  private final BoundedReads reads;

  /**
   * @param patience how long a read may take; half of it to connect, so that why it cannot is told
   */
  Database(String dataset, Location location, Duration patience) {
    this.dataset = dataset;
    var config = new HikariConfig();
    config.setPoolName("source-" + dataset);
    config.setJdbcUrl(location.url());
    config.setDataSourceProperties(location.properties());
    config.setConnectionInitSql(SESSION);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setIdleTimeout(MILLIS_IDLE);
    config.setConnectionTimeout(Math.min(MILLIS_TO_CONNECT, patience.toMillis() / 2));
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.reads = new BoundedReads(dataset, CONNECTIONS, WAITING, min(patience, PATIENCE));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** One connection beside the pool, for the first look. */
  static Connection connect(Location location) throws SQLException {
    Connection connection = DriverManager.getConnection(location.url(), location.properties());
    try (Statement statement = connection.createStatement()) {
      statement.execute(SESSION);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Reads a page; when the caller is interrupted, the database is told to stop.
   *
   * @param untidy hears of each cell that is none of its field's type
   * @throws Unavailable if it cannot be read, in time or at all
   */
  Page read(PageQuery query, Consumer<FieldName> untidy) {
    return reads.read(
        running -> {
          try (Connection connection = pool.getConnection();
              PreparedStatement statement = connection.prepareStatement(query.text())) {
            bind(connection, statement, query);
            running.started(statement);
            try (ResultSet rows = statement.executeQuery()) {
              requireSameTypes(rows.getMetaData(), query);
              return query.page(rows, untidy);
            } finally {
              if (!running.finished()) {
                pool.evictConnection(connection); // what cancels may come late, to the next one
              }
            }
          } catch (SQLException e) {
            throw Failures.of(dataset, e);
          }
        });
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

  /** A column that got another type while it was served is not read as what it was. */
  private void requireSameTypes(ResultSetMetaData result, PageQuery query) throws SQLException {
    int place = 1;
    for (Column column : query.columns()) {
      String type = result.getColumnTypeName(place++);
      Shape shape = ((PostgresColumn) column).shape();
      if (!type.equals(shape.result())) {
        throw Unavailable.source(
            "dataset `%s` cannot be read: the column of `%s` is now %s and was %s; restart when the manifest fits"
                .formatted(dataset, column.field(), type, shape.result()),
            null);
      }
    }
  }

  @Override
  public void close() {
    reads.close();
    pool.close();
  }
}
