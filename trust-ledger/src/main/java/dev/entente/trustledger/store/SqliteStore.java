package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.signature.Sha256;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The store in one SQLite file, {@code ledger.db}, in WAL mode with {@code synchronous=FULL}: a
 * commit returns after the write-ahead log is on the disk. After anything that fails the connection
 * that writes is given up, since SQLite ends some transactions by itself; the next commit opens a
 * new one.
 */
public final class SqliteStore implements TableStore {
  /** The file's name in {@code state/}. */
  public static final String FILE = "ledger.db";

  private static final int READERS = 2;

  private final Path file;
  private final SqliteLog log;
  // For the thread that commits, which must not wait for others' readings.
  private final Reads own;
  private @Nullable SqliteWriter writer;

  private SqliteStore(Path file, SqliteWriter writer) throws SQLException {
    this.file = file;
    this.writer = writer;
    this.log = new SqliteLog(file, READERS);
    this.own = new Reads(Sqlite.reader(file));
  }

  /**
   * Opens the store in the directory whose lock is held, and makes it where it is not there.
   *
   * @throws StoreException if it cannot be used
   */
  public static SqliteStore open(StateLock lock) {
    Path file = lock.directory().resolve(FILE);
    SqliteWriter writer = SqliteWriter.open(file);
    try {
      return new SqliteStore(file, writer);
    } catch (SQLException | StoreException e) {
      try (writer) {
        throw e instanceof StoreException known ? known : unusable(file, e);
      } catch (SQLException second) {
        throw unusable(file, second);
      }
    }
  }

  private static StoreException unusable(Path file, Exception e) {
    return new StoreException(file + " cannot be used: " + e.getMessage(), e);
  }

  /** No: whoever holds the state's lock writes alone. */
  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Begun begin(Instant now, Optional<Spent> nonces) {
    return writing(it -> new Begun(it.begin(now, nonces), Instant.MIN, Set.of()));
  }

  @Override
  public void giveUp() {
    if (writer != null) {
      writing(
          it -> {
            it.rollBack();
            return true;
          });
    }
  }

  @Override
  public void commit(Commit commit) {
    writing(
        it -> {
          it.commit(commit);
          return true;
        });
  }

  /** What is done with the connection that writes. */
  @FunctionalInterface
  private interface Work<T> {
    T with(SqliteWriter writer) throws SQLException;
  }

  private <T> T writing(Work<T> work) {
    SqliteWriter open = writer;
    if (open == null) {
      open = SqliteWriter.open(file);
      writer = open;
    }
    try {
      return work.with(open);
    } catch (SQLException e) {
      writer = null;
      try {
        open.close();
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
      throw new StoreException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public <T> T read(Reads.Query<T> query) {
    return log.read(query);
  }

  @Override
  public Optional<Sha256> content(AgreementId agreement, Sha256 key) {
    try {
      return own.content(agreement, key);
    } catch (SQLException e) {
      throw new StoreException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void spent(Consumer<Spent> each) {
    log.<Boolean>read(
        reads -> {
          reads.spent(each);
          return true;
        });
  }

  @Override
  public void close() {
    try (own) {
      log.close();
      if (writer != null) {
        writer.close();
      }
    } catch (SQLException e) {
      throw new StoreException(file + " cannot be closed: " + e.getMessage(), e);
    }
  }
}
