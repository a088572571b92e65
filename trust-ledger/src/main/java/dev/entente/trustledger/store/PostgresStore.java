package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.signature.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The store in a PostgreSQL database that several gateways may share. Each commit locks one row
 * first, so that they write one after the other; what should not be able to happen then, keys and
 * the size that a commit expects forbid. A lost connection is opened again by the next commit.
 */
public final class PostgresStore implements TableStore {
  private static final int READERS = 4;

  private static final String LOCK = "SELECT size, forgotten, spent FROM head FOR UPDATE";

  private final Database database;
  private final PostgresNonces nonces = new PostgresNonces();
  private final PostgresLog log;
  private @Nullable Connection writing;
  private @Nullable Reads own;
  private long size;

  private PostgresStore(Database database) {
    this.database = database;
    this.log = new PostgresLog(database, READERS);
  }

  /**
   * Opens the store, and makes its tables where they are not there.
   *
   * @throws StoreException if it cannot be used
   */
  public static PostgresStore open(Database database) {
    var store = new PostgresStore(database);
    try {
      store.prepare();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void prepare() {
    try {
      Postgres.prepare(database, connection());
      nonces.start(connection());
    } catch (SQLException e) {
      throw new StoreException(
          database + " cannot be used: " + e.getMessage() + Postgres.remedy(e), e);
    }
  }

  private Connection connection() throws SQLException {
    Connection connection = writing;
    if (connection == null) {
      connection = Postgres.writer(database);
      writing = connection;
      own = new Reads(connection);
    }
    return connection;
  }

  /** Yes. */
  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Begun begin(Instant now, Optional<Spent> spent) {
    return writing(
        connection -> {
          Instant forgotten;
          long newest;
          try (PreparedStatement lock = connection.prepareStatement(LOCK);
              ResultSet row = lock.executeQuery()) {
            if (!row.next()) {
              throw new StoreException(
                  database + " has lost the row that says how long its log is");
            }
            size = row.getLong(1);
            forgotten = Instant.ofEpochSecond(row.getLong(2));
            newest = row.getLong(3);
          }
          nonces.forget(forgotten);
          return new Begun(size, forgotten, nonces.spend(connection, newest, now, spent));
        });
  }

  @Override
  public void commit(Commit commit) {
    writing(
        connection -> {
          new PostgresCommit(connection, size).write(commit);
          connection.commit();
          nonces.committed();
          return true;
        });
  }

  @Override
  public void giveUp() {
    if (writing != null) {
      writing(
          connection -> {
            connection.rollback();
            return true;
          });
    }
  }

  /** What is done with the writer's connection. */
  @FunctionalInterface
  private interface Work<T> {
    T over(Connection connection) throws SQLException;
  }

  /** After anything that fails the connection is given up: the next commit opens a new one. */
  private <T> T writing(Work<T> work) {
    try {
      return work.over(connection());
    } catch (SQLException e) {
      disconnect();
      throw new StoreLost(database + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void disconnect() {
    Connection connection = writing;
    writing = null;
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // It was of no use any more.
    }
  }

  @Override
  public <T> T read(Reads.Query<T> query) {
    return log.read(query);
  }

  @Override
  public Optional<Sha256> content(AgreementId agreement, Sha256 key) {
    return writing(_ -> Objects.requireNonNull(own).content(agreement, key));
  }

  /** A commit finds them too; whoever knows them refuses them sooner. */
  @Override
  public void spent(Consumer<Spent> each) {
    log.<Boolean>read(
        reads -> {
          PostgresNonces.read(reads.connection(), each);
          return true;
        });
  }

  @Override
  public void close() {
    disconnect();
    log.close();
  }
}
