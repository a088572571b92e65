package dev.entente.trustledger.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * Opens connections to the ledger's PostgreSQL database. Asked of it: transactions that survive
 * what the server survives, {@code SELECT … FOR UPDATE} on one row, and keys that are unique. Any
 * isolation from READ COMMITTED up will do; no advisory lock, trigger or extension is used.
 */
final class Postgres {
  /** The form of the tables below; a database with a newer one is left alone. */
  static final int SCHEMA = 1;

  private static final String SECONDS_TO_CONNECT = "5";
  private static final String SECONDS_FOR_AN_ANSWER = "30";

  private static final String[] TABLES = {
    // The one row that every commit locks: so there is one log, without a gap or a fork.
    "CREATE TABLE IF NOT EXISTS head (id int PRIMARY KEY CHECK (id = 1), form int NOT NULL,"
        + " size bigint NOT NULL, note text, forgotten bigint NOT NULL, spent bigint NOT NULL)",
    "CREATE OR REPLACE VIEW checkpoint AS SELECT note FROM head WHERE note IS NOT NULL",
    // party is '' where an entry concerns all agreements.
    "CREATE TABLE IF NOT EXISTS entry (idx bigint PRIMARY KEY CHECK (idx >= 0),"
        + " party text NOT NULL, bytes bytea NOT NULL, memory bytea NOT NULL)",
    "CREATE INDEX IF NOT EXISTS entry_party ON entry (party, idx) WHERE party <> ''",
    "CREATE TABLE IF NOT EXISTS tile (level int, n bigint, hashes bytea NOT NULL,"
        + " PRIMARY KEY (level, n))",
    // owner is the process that spent them: others must not take them for theirs.
    "CREATE TABLE IF NOT EXISTS spent (seq bigint PRIMARY KEY, owner uuid NOT NULL,"
        + " expires bigint NOT NULL, hashes bytea NOT NULL)",
    "CREATE INDEX IF NOT EXISTS spent_expires ON spent (expires)",
    "CREATE TABLE IF NOT EXISTS contribution (agreement text, key bytea, content bytea NOT NULL,"
        + " idx bigint NOT NULL, fates bytea NOT NULL, view bytea NOT NULL, answer bytea,"
        + " PRIMARY KEY (agreement, key))",
    "INSERT INTO head VALUES (1, " + SCHEMA + ", 0, NULL, 0, 0) ON CONFLICT DO NOTHING",
  };

  // A process that is gone, or hangs, must not keep the others from writing for long.
  private static final List<String> SESSION =
      List.of(
          "SET idle_in_transaction_session_timeout = '10s'",
          "SET lock_timeout = '10s'",
          "SET statement_timeout = '30s'");

  // A duplicate table, object or key, or a transaction that another one made impossible.
  private static final Set<String> MADE_BY_OTHERS =
      Set.of("42P07", "42710", "23505", "40001", "40P01", "XX000");

  private Postgres() {}

  static Properties properties(Database database) {
    var properties = new Properties();
    database.user().ifPresent(user -> properties.setProperty("user", user));
    database.password().ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "entente");
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("loginTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("socketTimeout", SECONDS_FOR_AN_ANSWER);
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  /** The connection that writes. */
  static Connection writer(Database database) throws SQLException {
    Connection connection = DriverManager.getConnection(database.url(), properties(database));
    try (Statement statement = connection.createStatement()) {
      for (String setting : SESSION) {
        statement.execute(setting);
      }
      keepsWhatItSays(database, statement);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** What to do about it, where that is known; goes on from what the driver says. */
  static String remedy(SQLException e) {
    return switch (String.valueOf(e.getSQLState())) {
      case "28000", "28P01" -> "; give `user` and `password-file` of one who may use it";
      case "3D000" -> "; make the database first";
      case "3F000", "42501" ->
          "; make the schema that the URL's `currentSchema` names, for this user";
      default -> "";
    };
  }

  /** Makes the tables where they are not there; others may do it at the same time. */
  static void prepare(Database database, Connection connection) throws SQLException {
    try {
      make(database, connection);
    } catch (SQLException e) {
      if (!MADE_BY_OTHERS.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
      make(database, connection);
    }
  }

  private static void make(Database database, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      try (ResultSet row = statement.executeQuery("SELECT form FROM head")) {
        if (row.next() && row.getInt(1) > SCHEMA) {
          throw new StoreException(
              ("%s was written by a newer version of the program (schema %d, this one knows %d);"
                      + " use that")
                  .formatted(database, row.getInt(1), SCHEMA));
        }
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
  }

  /** What has been told to a partner must not be lost with the server's power. */
  private static void keepsWhatItSays(Database database, Statement statement) throws SQLException {
    for (String setting : List.of("fsync", "synchronous_commit")) {
      try (ResultSet row =
          statement.executeQuery("SELECT current_setting('" + setting + "', true)")) {
        if (row.next() && "off".equals(row.getString(1))) {
          throw new StoreException(
              "%s runs with %s=off: a loss of power would lose what partners were told; set it to on"
                  .formatted(database, setting));
        }
      }
    }
  }
}
