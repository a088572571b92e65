package dev.entente.trustledger;

import dev.entente.trustledger.FaultTableTest.Write;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.PostgresLog;
import dev.entente.trustledger.store.PostgresStore;
import dev.entente.trustledger.store.SqliteLog;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StateLock;
import dev.entente.trustledger.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Where a ledger under test keeps its log. */
enum Storage {
  SQLITE {
    @Override
    Store open(StateLock lock, String database) {
      return SqliteStore.open(lock);
    }

    @Override
    LogReader read(String database) {
      return SqliteLog.open(Path.of(database, SqliteStore.FILE));
    }

    @Override
    void refuse(String database, Write write, boolean on) {
      String trigger =
          on
              ? "CREATE TRIGGER refuse BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, 'refused'); END"
                  .formatted(write.change, write.table)
              : "DROP TRIGGER refuse";
      try (Connection connection =
              DriverManager.getConnection("jdbc:sqlite:" + Path.of(database, SqliteStore.FILE));
          Statement statement = connection.createStatement()) {
        statement.execute(trigger);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  },
  POSTGRES {
    @Override
    Store open(StateLock lock, String database) {
      return PostgresStore.open(PostgresServer.database(database));
    }

    @Override
    LogReader read(String database) {
      return PostgresLog.find(PostgresServer.database(database)).orElseThrow();
    }

    @Override
    void refuse(String database, Write write, boolean on) {
      String schema = PostgresServer.schema(database);
      if (on) {
        PostgresServer.execute(
            "CREATE OR REPLACE FUNCTION %s.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$"
                .formatted(schema));
        PostgresServer.execute(
            "CREATE TRIGGER refuse BEFORE %s ON %s.%s FOR EACH ROW EXECUTE FUNCTION %s.refuse()"
                .formatted(write.sharedChange(), schema, write.shared(), schema));
      } else {
        PostgresServer.execute("DROP TRIGGER refuse ON %s.%s".formatted(schema, write.shared()));
      }
    }
  };

  /**
   * @param database its name, where the log is kept in one
   */
  abstract Store open(StateLock lock, String database);

  /** The log, for reading beside the ledger. */
  abstract LogReader read(String database);

  /** Has the database itself refuse a write, or not any more. */
  abstract void refuse(String database, Write write, boolean on);
}
