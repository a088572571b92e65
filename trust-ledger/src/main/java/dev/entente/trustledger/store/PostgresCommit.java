package dev.entente.trustledger.store;

import dev.entente.agreement.AgreementId;
import dev.entente.trustledger.tlog.HashTile;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Writes what becomes durable in one transaction.
 *
 * @param size how many entries the log had when it began
 */
record PostgresCommit(Connection connection, long size) {
  private static final String ENTRIES =
      "INSERT INTO entry SELECT * FROM unnest(?::bigint[], ?::text[], ?::bytea[], ?::bytea[])";
  private static final String TILE = "INSERT INTO tile VALUES (?, ?, ?)";
  private static final String SENT = "INSERT INTO contribution VALUES (?, ?, ?, ?, ?, ?, NULL)";
  private static final String ANSWER =
      "UPDATE contribution SET answer = ?"
          + " WHERE agreement = ? AND key = ? AND content = ? AND answer IS NULL";
  private static final String GROW = "UPDATE head SET size = ?, note = ? WHERE size = ?";

  void write(Commit commit) throws SQLException {
    if (commit.checkpoint().isPresent()) {
      append(commit.entries());
      tiles(commit.tiles());
      grow(commit.entries().size(), commit.checkpoint().get());
    }
    sent(commit.sent());
    answers(commit.answers());
  }

  private void append(List<Kept> entries) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ENTRIES)) {
      insert.setArray(1, column("bigint", entries, new Long[0], Kept::index));
      insert.setArray(
          2,
          column(
              "text", entries, new String[0], it -> it.party().map(AgreementId::value).orElse("")));
      insert.setArray(3, column("bytea", entries, new byte[0][], Kept::bytes));
      insert.setArray(4, column("bytea", entries, new byte[0][], Kept::memory));
      insert.executeUpdate();
    }
  }

  private <T> Array column(String type, List<Kept> entries, T[] none, Function<Kept, T> of)
      throws SQLException {
    return connection.createArrayOf(type, entries.stream().map(of).toList().toArray(none));
  }

  private void tiles(List<HashTile> tiles) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(TILE)) {
      for (HashTile full : tiles) {
        insert.setInt(1, full.tile().level());
        insert.setLong(2, full.tile().index());
        insert.setBytes(3, full.toBytes());
        insert.executeUpdate();
      }
    }
  }

  private void grow(int entries, String checkpoint) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(GROW)) {
      update.setLong(1, size + entries);
      update.setString(2, checkpoint);
      update.setLong(3, size);
      if (update.executeUpdate() != 1) {
        throw new SQLException("the log is not as long any more as when the commit began");
      }
    }
  }

  private void sent(List<Sent> contributions) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SENT)) {
      for (Sent one : contributions) {
        insert.setString(1, one.agreement().value());
        insert.setBytes(2, one.idempotency().key().bytes());
        insert.setBytes(3, one.idempotency().content().bytes());
        insert.setLong(4, one.index());
        insert.setBytes(5, one.fates());
        insert.setBytes(6, one.view());
        insert.executeUpdate();
      }
    }
  }

  private void answers(List<Answer> answers) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(ANSWER)) {
      for (Answer one : answers) {
        update.setBytes(1, one.body());
        update.setString(2, one.agreement().value());
        update.setBytes(3, one.idempotency().key().bytes());
        update.setBytes(4, one.idempotency().content().bytes());
        update.executeUpdate();
      }
    }
  }
}
