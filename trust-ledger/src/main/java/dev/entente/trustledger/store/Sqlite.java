package dev.entente.trustledger.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Opens connections to the ledger's SQLite file. */
final class Sqlite {
  /** The form of the tables below; a file with a newer one is left alone. */
  static final int SCHEMA = 1;

  private static final int BUSY_MILLIS = 10_000;
  private static final int WAL_PAGES = 4_000;

  private static final String[] TABLES = {
    // party is NULL where an entry concerns all agreements, memory where nothing was gained. The
    // index on party has idx behind it.
    "CREATE TABLE entry (idx INTEGER PRIMARY KEY, party TEXT, bytes BLOB NOT NULL, memory BLOB)",
    "CREATE INDEX entry_party ON entry (party) WHERE party IS NOT NULL",
    "CREATE TABLE tile (level INTEGER, n INTEGER, hashes BLOB NOT NULL, PRIMARY KEY (level, n))"
        + " WITHOUT ROWID",
    "CREATE TABLE spent (id INTEGER PRIMARY KEY, expires INTEGER NOT NULL, hashes BLOB NOT NULL)",
    "CREATE INDEX spent_expires ON spent (expires)",
    // content is the hash of what was sent, answer NULL until one is kept.
    "CREATE TABLE contribution (agreement TEXT, key BLOB, content BLOB NOT NULL,"
        + " idx INTEGER NOT NULL, fates BLOB NOT NULL, view BLOB NOT NULL, answer BLOB,"
        + " PRIMARY KEY (agreement, key))",
    "CREATE TABLE checkpoint (id INTEGER PRIMARY KEY CHECK (id = 1), note TEXT NOT NULL)",
  };

  private Sqlite() {}

  /** The one connection that writes; makes file and tables where they are not there. */
  static Connection writer(Path file) {
    try {
      OwnerOnly.file(file);
    } catch (IOException e) {
      throw new StoreException(file + " cannot be made: " + e.getMessage(), e);
    }
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setGetGeneratedKeys(false); // or each insert asks for one
    config.setBusyTimeout(BUSY_MILLIS);
    Connection connection = open(file, config);
    try (Statement statement = connection.createStatement()) {
      int version = version(file, statement);
      connection.setAutoCommit(false);
      if (version == 0) {
        for (String table : TABLES) {
          statement.execute(table);
        }
        statement.execute("PRAGMA user_version = " + SCHEMA);
        connection.commit();
      }
      statement.execute("PRAGMA wal_autocheckpoint = " + WAL_PAGES);
      connection.commit();
      return connection;
    } catch (SQLException | RuntimeException e) {
      throw closed(connection, file, e);
    }
  }

  /** A connection that only reads, beside whoever writes. */
  static Connection reader(Path file) {
    if (!Files.exists(file)) {
      throw new StoreException(file + " is not there; start the gateway once, it makes it");
    }
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    Connection connection = open(file, config);
    try (Statement statement = connection.createStatement()) {
      if (version(file, statement) == 0) {
        throw new StoreException(file + " holds no ledger yet; start the gateway once");
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      throw closed(connection, file, e);
    }
  }

  private static Connection open(Path file, SQLiteConfig config) {
    try {
      return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    } catch (SQLException e) {
      throw unusable(file, e);
    }
  }

  private static int version(Path file, Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      int version = row.next() ? row.getInt(1) : 0;
      if (version > SCHEMA) {
        throw new StoreException(
            ("%s was written by a newer version of the program (schema %d, this one knows %d);"
                    + " use that")
                .formatted(file, version, SCHEMA));
      }
      return version;
    }
  }

  /** Closes a connection that turned out to be of no use, and says why. */
  static StoreException closed(Connection connection, Path file, Exception e) {
    try {
      connection.close();
    } catch (SQLException second) {
      e.addSuppressed(second);
    }
    return e instanceof StoreException known ? known : unusable(file, e);
  }

  private static StoreException unusable(Path file, Exception e) {
    return new StoreException(file + " cannot be used: " + e.getMessage(), e);
  }
}
