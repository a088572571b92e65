package dev.entente.trustledger.store;

import dev.entente.trustledger.nonce.NonceHash;
import dev.entente.trustledger.nonce.SpentNonces;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The nonces in the database: those of each commit in one row, numbered in order. A row for each
 * nonce, which the database could compare, would cost a commit more than its entries. So whoever
 * commits reads first what others have spent since, and remembers it. Not thread-safe.
 */
final class PostgresNonces {
  // More than one for each commit, so that what expired is gone soon; few, so that none waits.
  private static final int FORGOTTEN_AT_ONCE = 8;
  private static final int FETCHED_AT_ONCE = 1_000;

  private static final String NEWEST = "SELECT spent FROM head";
  private static final String KEPT = "SELECT expires, hashes FROM spent";
  private static final String SINCE = KEPT + " WHERE seq > ? AND owner <> ?";

  // It says up to when it forgot, for a clock that goes back.
  private static final String SPEND =
      """
      WITH kept AS (INSERT INTO spent VALUES (?, ?, ?, ?)),
           gone AS (DELETE FROM spent WHERE seq = ANY (ARRAY
             (SELECT seq FROM spent WHERE expires < ? ORDER BY expires LIMIT ?)) RETURNING seq)
      UPDATE head SET spent = ?, forgotten =
        CASE WHEN EXISTS (SELECT FROM gone) THEN greatest(forgotten, ?) ELSE forgotten END
      """;

  private final UUID process = UUID.randomUUID();
  private final SpentNonces others = new SpentNonces();
  // The rows up to here are known: what others wrote of them is remembered.
  private long known;
  private long written;

  /** Remembers what others have spent, while they may go on. */
  void start(Connection connection) throws SQLException {
    long newest;
    try (PreparedStatement query = connection.prepareStatement(NEWEST);
        ResultSet row = query.executeQuery()) {
      row.next();
      newest = row.getLong(1);
    }
    readOthers(connection);
    known = newest;
    connection.rollback();
  }

  /**
   * Spends them while nobody else can; gives those that another process had spent.
   *
   * @param newest the number of the last row
   */
  Set<NonceHash> spend(Connection connection, long newest, Instant now, Optional<Spent> spent)
      throws SQLException {
    if (newest > known) {
      readOthers(connection);
    }
    known = newest;
    written = newest;
    if (spent.isEmpty()) {
      return Set.of();
    }
    var before = new HashSet<NonceHash>();
    byte[] ours = ours(spent.get().hashes(), before);
    if (ours.length > 0) {
      write(connection, now, new Spent(spent.get().expires(), ours));
    }
    return before;
  }

  /** Those that no other process had spent: what is another's stays so. */
  private byte[] ours(byte[] hashes, Set<NonceHash> before) {
    ByteBuffer bytes = ByteBuffer.wrap(hashes);
    ByteBuffer ours = ByteBuffer.allocate(hashes.length);
    while (bytes.hasRemaining()) {
      NonceHash hash = NonceHash.next(bytes);
      if (others.contains(hash)) {
        before.add(hash);
      } else {
        hash.put(ours);
      }
    }
    return Arrays.copyOf(ours.array(), ours.position());
  }

  private void write(Connection connection, Instant now, Spent spent) throws SQLException {
    written++;
    try (PreparedStatement spend = connection.prepareStatement(SPEND)) {
      spend.setLong(1, written);
      spend.setObject(2, process);
      spend.setLong(3, spent.expires().getEpochSecond());
      spend.setBytes(4, spent.hashes());
      spend.setLong(5, now.getEpochSecond());
      spend.setInt(6, FORGOTTEN_AT_ONCE);
      spend.setLong(7, written);
      spend.setLong(8, now.getEpochSecond());
      spend.executeUpdate();
    }
  }

  /**
   * Forgets those that expired before the database forgot some: they are refused without. By the
   * clock alone it must not be, which may go back.
   */
  void forget(Instant before) {
    others.forget(before);
  }

  /** What was spent is durable. */
  void committed() {
    known = written;
  }

  private void readOthers(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SINCE)) {
      query.setFetchSize(FETCHED_AT_ONCE);
      query.setLong(1, known);
      query.setObject(2, process);
      each(query, spent -> others.remember(spent.hashes(), spent.expires()));
    }
  }

  /** All that are kept. */
  static void read(Connection connection, Consumer<Spent> each) throws SQLException {
    connection.setAutoCommit(false); // or the driver fetches all rows at once
    try (PreparedStatement query = connection.prepareStatement(KEPT)) {
      query.setFetchSize(FETCHED_AT_ONCE);
      each(query, each);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static void each(PreparedStatement query, Consumer<Spent> each) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        each.accept(new Spent(Instant.ofEpochSecond(rows.getLong(1)), rows.getBytes(2)));
      }
    }
  }
}
