package dev.entente.trustledger.store;

import dev.entente.trustledger.nonce.NonceHash;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The nonces in the database, each once.
 *
 * @param owner this process
 */
record PostgresNonces(Connection connection, UUID owner) {
  private static final int FORGOTTEN_FOR_EACH = 2;

  // The last part sees the table as it was before the one in the middle.
  private static final String SPEND =
      """
      WITH wanted AS (SELECT DISTINCT * FROM unnest(?::bigint[], ?::bigint[]) AS t (high, low)),
           fresh AS (INSERT INTO nonce SELECT high, low, ?, ? FROM wanted ON CONFLICT DO NOTHING)
      SELECT high, low FROM wanted JOIN nonce USING (high, low) WHERE owner <> ?
      """;
  private static final String FORGET =
      """
      DELETE FROM nonce WHERE (high, low) IN
        (SELECT high, low FROM nonce WHERE expires < ? ORDER BY expires LIMIT ?)
      """;
  private static final String KEPT = "SELECT expires, high, low FROM nonce";
  private static final int FETCHED_AT_ONCE = 10_000;
  private static final String FORGOTTEN = "UPDATE head SET forgotten = greatest(forgotten, ?)";

  /** Spends them; gives those that another process had spent. */
  Set<NonceHash> spend(Instant now, Spent spent) throws SQLException {
    int count = spent.hashes().length / NonceHash.LENGTH;
    forget(now, FORGOTTEN_FOR_EACH * count);
    var high = new Long[count];
    var low = new Long[count];
    ByteBuffer bytes = ByteBuffer.wrap(spent.hashes());
    for (int i = 0; i < count; i++) {
      NonceHash hash = NonceHash.next(bytes);
      high[i] = hash.high();
      low[i] = hash.low();
    }
    try (PreparedStatement spend = connection.prepareStatement(SPEND)) {
      spend.setArray(1, connection.createArrayOf("bigint", high));
      spend.setArray(2, connection.createArrayOf("bigint", low));
      spend.setObject(3, owner);
      spend.setLong(4, spent.expires().getEpochSecond());
      spend.setObject(5, owner);
      return found(spend);
    }
  }

  /** All that are kept. */
  static void read(Connection connection, Consumer<Spent> each) throws SQLException {
    connection.setAutoCommit(false); // or the driver fetches all rows at once
    try (PreparedStatement query = connection.prepareStatement(KEPT)) {
      query.setFetchSize(FETCHED_AT_ONCE);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          byte[] hash = new byte[NonceHash.LENGTH];
          new NonceHash(rows.getLong(2), rows.getLong(3)).put(ByteBuffer.wrap(hash));
          each.accept(new Spent(Instant.ofEpochSecond(rows.getLong(1)), hash));
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static Set<NonceHash> found(PreparedStatement query) throws SQLException {
    var found = new HashSet<NonceHash>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(new NonceHash(rows.getLong(1), rows.getLong(2)));
      }
    }
    return found;
  }

  /** Forgets some that expired, and says up to when that was, for a clock that goes back. */
  private void forget(Instant now, int most) throws SQLException {
    try (PreparedStatement forget = connection.prepareStatement(FORGET);
        PreparedStatement forgotten = connection.prepareStatement(FORGOTTEN)) {
      forget.setLong(1, now.getEpochSecond());
      forget.setInt(2, most);
      if (forget.executeUpdate() > 0) {
        forgotten.setLong(1, now.getEpochSecond());
        forgotten.executeUpdate();
      }
    }
  }
}
