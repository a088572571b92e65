package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.trustledger.tlog.HashTile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The one connection that writes to the SQLite file, and what it writes. */
final class SqliteWriter implements AutoCloseable {
  // More than one for each commit, so that what expired is gone soon; few, so that none waits.
  private static final int FORGOTTEN_AT_ONCE = 8;

  private final Connection connection;
  private final PreparedStatement entry;
  private final PreparedStatement tile;
  private final PreparedStatement sent;
  private final PreparedStatement answer;
  private final PreparedStatement spent;
  private final PreparedStatement forget;
  private final PreparedStatement checkpoint;
  private final PreparedStatement size;

  private SqliteWriter(Connection connection) throws SQLException {
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
  }

  /** Opens it; makes file and tables where they are not there. */
  static SqliteWriter open(Path file) {
    Connection connection = Sqlite.writer(file);
    try {
      return new SqliteWriter(connection);
    } catch (SQLException e) {
      throw Sqlite.closed(connection, file, e);
    }
  }

  /** Spends these nonces; gives how many entries there are. */
  long begin(Instant now, Optional<Spent> nonces) throws SQLException {
    if (nonces.isPresent()) {
      spend(now, nonces.get());
    }
    try (ResultSet row = size.executeQuery()) {
      row.next();
      return row.getLong(1);
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

  /** Writes what was begun, for good. */
  void commit(Commit commit) throws SQLException {
    write(commit);
    connection.commit();
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

  void rollBack() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
