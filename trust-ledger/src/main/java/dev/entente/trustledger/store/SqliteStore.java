package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.tlog.HashTile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The store in one SQLite file, {@code ledger.db}, in WAL mode with {@code synchronous=FULL}: a
 * commit returns after the write-ahead log is on the disk.
 */
public final class SqliteStore implements Store {
  /** The file's name in {@code state/}. */
  public static final String FILE = "ledger.db";

  private static final int READERS = 2;
  // More than one for each commit, so that what expired is gone soon; few, so that none waits.
  private static final int FORGOTTEN_AT_ONCE = 8;

  private final Path file;
  private final Connection connection;
  private final PreparedStatement entry;
  private final PreparedStatement tile;
  private final PreparedStatement sent;
  private final PreparedStatement answer;
  private final PreparedStatement spent;
  private final PreparedStatement forget;
  private final PreparedStatement checkpoint;
  private final PreparedStatement size;
  private final SqliteLog log;
  // For the thread that commits, which must not wait for others' readings.
  private final Reads own;

  private SqliteStore(Path file, Connection connection) throws SQLException {
    this.file = file;
    this.connection = connection;
    this.entry = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?)");
    this.tile = connection.prepareStatement("INSERT INTO tile VALUES (?, ?, ?)");
    this.sent =
        connection.prepareStatement("INSERT INTO contribution VALUES (?, ?, ?, ?, ?, ?, NULL)");
    this.answer =
        connection.prepareStatement(
            "UPDATE contribution SET answer = ?"
                + " WHERE agreement = ? AND key = ? AND content = ? AND answer IS NULL");
    this.spent = connection.prepareStatement("INSERT INTO spent (expires, hashes) VALUES (?, ?)");
    this.forget =
        connection.prepareStatement(
            "DELETE FROM spent WHERE id IN"
                + " (SELECT id FROM spent WHERE expires < ? ORDER BY expires LIMIT ?)");
    this.checkpoint = connection.prepareStatement("REPLACE INTO checkpoint VALUES (1, ?)");
    this.size = connection.prepareStatement("SELECT coalesce(max(idx) + 1, 0) FROM entry");
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
    Connection writer = Sqlite.writer(file);
    try {
      return new SqliteStore(file, writer);
    } catch (SQLException | StoreException e) {
      throw Sqlite.closed(writer, file, e);
    }
  }

  /** No: whoever holds the state's lock writes alone. */
  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Begun begin(Instant now, Optional<Spent> nonces) {
    try {
      if (nonces.isPresent()) {
        spend(now, nonces.get());
      }
      try (ResultSet row = size.executeQuery()) {
        row.next();
        return new Begun(row.getLong(1), Instant.MIN, Set.of());
      }
    } catch (SQLException e) {
      rollBack(e);
      throw unwritable(e);
    }
  }

  private void spend(Instant now, Spent nonces) throws SQLException {
    spent.setLong(1, nonces.expires().getEpochSecond());
    spent.setBytes(2, nonces.hashes());
    spent.executeUpdate();
    forget.setLong(1, now.getEpochSecond());
    forget.setInt(2, FORGOTTEN_AT_ONCE);
    forget.executeUpdate();
  }

  @Override
  public void giveUp() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private StoreException unwritable(SQLException e) {
    return new StoreException(file + " cannot be written: " + e.getMessage(), e);
  }

  @Override
  public void commit(Commit commit) {
    try {
      write(commit);
      connection.commit();
    } catch (SQLException e) {
      rollBack(e);
      throw unwritable(e);
    }
  }

  private void write(Commit commit) throws SQLException {
    for (Kept kept : commit.entries()) {
      entry.setLong(1, kept.index());
      entry.setString(2, kept.party().map(AgreementId::value).orElse(null));
      entry.setBytes(3, kept.bytes());
      entry.setBytes(4, kept.memory().length == 0 ? null : kept.memory());
      entry.executeUpdate();
    }
    for (HashTile full : commit.tiles()) {
      tile.setInt(1, full.tile().level());
      tile.setLong(2, full.tile().index());
      tile.setBytes(3, full.toBytes());
      tile.executeUpdate();
    }
    for (Sent one : commit.sent()) {
      sent.setString(1, one.agreement().value());
      sent.setBytes(2, one.idempotency().key().bytes());
      sent.setBytes(3, one.idempotency().content().bytes());
      sent.setLong(4, one.index());
      sent.setBytes(5, one.fates());
      sent.setBytes(6, one.view());
      sent.executeUpdate();
    }
    for (Answer one : commit.answers()) {
      answer.setBytes(1, one.body());
      answer.setString(2, one.agreement().value());
      answer.setBytes(3, one.idempotency().key().bytes());
      answer.setBytes(4, one.idempotency().content().bytes());
      answer.executeUpdate();
    }
    if (commit.checkpoint().isPresent()) {
      checkpoint.setString(1, commit.checkpoint().get());
      checkpoint.executeUpdate();
    }
  }

  private void rollBack(SQLException e) {
    try {
      connection.rollback();
    } catch (SQLException second) {
      // SQLite rolls back by itself after the errors that forbid going on.
      e.addSuppressed(second);
    }
  }

  @Override
  public Optional<String> checkpoint() {
    return log.checkpoint();
  }

  @Override
  public List<Kept> entries(long from, int limit) {
    return log.entries(from, limit);
  }

  @Override
  public Optional<byte[]> tile(int level, long index) {
    return log.tile(level, index);
  }

  @Override
  public List<Stored> entries(AgreementId agreement, long from, long below, int limit) {
    return log.read(reads -> reads.entries(agreement, from, below, limit));
  }

  @Override
  public Optional<byte[]> entry(AgreementId agreement, long index) {
    return log.read(reads -> reads.entry(agreement, index));
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
  public Optional<Sent> sent(AgreementId agreement, Idempotency idempotency) {
    return log.read(reads -> reads.sent(agreement, idempotency));
  }

  @Override
  public Optional<byte[]> answer(AgreementId agreement, Idempotency idempotency) {
    return log.read(reads -> reads.answer(agreement, idempotency));
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
    try (connection;
        own) {
      log.close();
    } catch (SQLException e) {
      throw new StoreException(file + " cannot be closed: " + e.getMessage(), e);
    }
  }
}
