package dev.entente.trustledger;

import dev.entente.trustledger.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A real PostgreSQL server, started once for all tests of this process. */
public final class PostgresServer {
  private static final EmbeddedPostgres SERVER = start();

  private PostgresServer() {}

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database of its own for each name. */
  public static Database database(String name) {
    String schema = schema(name);
    execute("CREATE SCHEMA IF NOT EXISTS " + schema);
    return new Database(
        SERVER.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema,
        Optional.empty(),
        Optional.empty());
  }

  /** Where the tables of the database of that name are. */
  public static String schema(String name) {
    return "s" + Integer.toHexString(name.hashCode());
  }

  /** Runs a statement as the server's owner. */
  public static void execute(String sql) {
    try (Connection connection =
            DriverManager.getConnection(SERVER.getJdbcUrl("postgres", "postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
