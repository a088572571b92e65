package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.signature.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is read from the tables, over one connection and by one thread at a time. */
final class Reads implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final String UNDER_KEY = " FROM contribution WHERE agreement = ? AND key = ?";
  private static final String SENT = UNDER_KEY + " AND content = ?";

  /** A query over one connection. */
  @FunctionalInterface
  interface Query<T> {
    T run(Reads reads) throws SQLException;
  }

  private final Connection connection;
  private final PreparedStatement checkpoint;
  private final PreparedStatement entries;
  private final PreparedStatement own;
  private final PreparedStatement newest;
  private final PreparedStatement entry;
  private final PreparedStatement tile;
  private final PreparedStatement spent;
  private final PreparedStatement content;
  private final PreparedStatement sent;
  private final PreparedStatement answer;

  Reads(Connection connection) throws SQLException {
    this.connection = connection;
    this.checkpoint = connection.prepareStatement("SELECT note FROM checkpoint");
    this.entries =
        connection.prepareStatement(
            "SELECT idx, party, bytes, memory FROM entry WHERE idx >= ? ORDER BY idx LIMIT ?");
    this.own =
        connection.prepareStatement(
            "SELECT idx, bytes FROM entry WHERE party = ? AND idx >= ? AND idx < ?"
                + " ORDER BY idx LIMIT ?");
    this.newest =
        connection.prepareStatement(
            "SELECT idx, bytes FROM entry WHERE party = ? AND idx < ? ORDER BY idx DESC LIMIT ?");
    this.entry = connection.prepareStatement("SELECT bytes FROM entry WHERE idx = ? AND party = ?");
    this.tile = connection.prepareStatement("SELECT hashes FROM tile WHERE level = ? AND n = ?");
    this.spent = connection.prepareStatement("SELECT expires, hashes FROM spent");
    this.content = connection.prepareStatement("SELECT content" + UNDER_KEY);
    this.sent = connection.prepareStatement("SELECT idx, fates, view" + SENT);
    this.answer = connection.prepareStatement("SELECT answer" + SENT + " AND answer IS NOT NULL");
  }

  Connection connection() {
    return connection;
  }

  Optional<String> checkpoint() throws SQLException {
    try (ResultSet row = checkpoint.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  List<Kept> entries(long from, int limit) throws SQLException {
    entries.setLong(1, from);
    entries.setInt(2, limit);
    try (ResultSet rows = entries.executeQuery()) {
      List<Kept> kept = new ArrayList<>();
      while (rows.next()) {
        kept.add(
            new Kept(
                rows.getLong(1),
                party(rows.getString(2)),
                rows.getBytes(3),
                Objects.requireNonNullElse(rows.getBytes(4), NOTHING)));
      }
      return kept;
    }
  }

  private static Optional<AgreementId> party(@Nullable String party) {
    return Optional.ofNullable(party).filter(it -> !it.isEmpty()).map(AgreementId::new);
  }

  List<Stored> entries(AgreementId agreement, long from, long below, int limit)
      throws SQLException {
    own.setString(1, agreement.value());
    own.setLong(2, from);
    own.setLong(3, below);
    own.setInt(4, limit);
    return stored(own);
  }

  List<Stored> newest(AgreementId agreement, long below, int limit) throws SQLException {
    newest.setString(1, agreement.value());
    newest.setLong(2, below);
    newest.setInt(3, limit);
    return stored(newest);
  }

  private static List<Stored> stored(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      List<Stored> stored = new ArrayList<>();
      while (rows.next()) {
        stored.add(new Stored(rows.getLong(1), rows.getBytes(2)));
      }
      return stored;
    }
  }

  Optional<byte[]> entry(AgreementId agreement, long index) throws SQLException {
    entry.setLong(1, index);
    entry.setString(2, agreement.value());
    return bytes(entry);
  }

  Optional<byte[]> tile(int level, long index) throws SQLException {
    tile.setInt(1, level);
    tile.setLong(2, index);
    return bytes(tile);
  }

  private static Optional<byte[]> bytes(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
    }
  }

  Optional<Sha256> content(AgreementId agreement, Sha256 key) throws SQLException {
    return bytes(under(content, agreement, key)).map(Sha256::ofBytes);
  }

  Optional<Sent> sent(AgreementId agreement, Idempotency idempotency) throws SQLException {
    try (ResultSet row = same(sent, agreement, idempotency).executeQuery()) {
      return row.next()
          ? Optional.of(
              new Sent(agreement, idempotency, row.getLong(1), row.getBytes(2), row.getBytes(3)))
          : Optional.empty();
    }
  }

  Optional<byte[]> answer(AgreementId agreement, Idempotency idempotency) throws SQLException {
    return bytes(same(answer, agreement, idempotency));
  }

  private static PreparedStatement same(
      PreparedStatement query, AgreementId agreement, Idempotency idempotency) throws SQLException {
    query.setBytes(3, idempotency.content().bytes());
    return under(query, agreement, idempotency.key());
  }

  private static PreparedStatement under(PreparedStatement query, AgreementId agreement, Sha256 key)
      throws SQLException {
    query.setString(1, agreement.value());
    query.setBytes(2, key.bytes());
    return query;
  }

  void spent(Consumer<Spent> each) throws SQLException {
    try (ResultSet rows = spent.executeQuery()) {
      while (rows.next()) {
        each.accept(new Spent(Instant.ofEpochSecond(rows.getLong(1)), rows.getBytes(2)));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
