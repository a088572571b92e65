package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.ledger.Recording.Recorded;
import dev.entente.problem.Unavailable;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  @TempDir Path directory;

  @Test
  void an_edited_entry_is_found_at_start_and_named() {
    afterwards(
        "UPDATE entry SET bytes = replace(bytes, '\"value\":3', '\"value\":2') WHERE idx = 40");

    refused("the root of the entries before it");
  }

  @Test
  void an_entry_that_was_edited_under_a_full_tile_is_named_by_its_index() {
    try (Alliance alliance = Alliance.in(directory).agreed()) {
      alliance.releases(260);
    }
    sql("UPDATE entry SET bytes = replace(bytes, '\"records\":1', '\"records\":0') WHERE idx = 40");

    refused("entry 40: its leaf hash");
  }

  @Test
  void entries_cut_off_at_the_end_are_found() {
    afterwards("DELETE FROM entry WHERE idx > 40");

    refused("entry 41: the entry is missing");
  }

  @Test
  void an_entry_taken_out_of_the_middle_is_found() {
    afterwards("DELETE FROM entry WHERE idx = 30");

    refused("entry 30: the entry is missing");
  }

  @Test
  void entries_beyond_the_checkpoint_are_found() {
    afterwards("INSERT INTO entry SELECT idx + 1, party, bytes, memory FROM entry WHERE idx = 52");

    refused("the log's end");
  }

  @Test
  void an_edited_memory_of_cells_is_found() {
    afterwards("UPDATE entry SET memory = NULL WHERE idx = 30");

    refused("entry 30: what it says is the memory of cells is not the one that the entry names");
  }

  @Test
  void an_entry_filed_under_another_agreement_is_found() {
    afterwards("UPDATE entry SET party = 'plum' WHERE idx = 30");

    refused("entry 30: the agreement it is kept under");
  }

  @Test
  void a_checkpoint_that_our_key_did_not_sign_is_found() {
    afterwards("UPDATE checkpoint SET note = replace(note, '53', '52')");

    refused("not one that the log's key signed");
  }

  @Test
  void a_log_without_its_checkpoint_is_found() {
    afterwards("DELETE FROM checkpoint");

    refused("the log's end");
  }

  @Test
  void a_store_of_a_newer_version_is_left_alone() {
    afterwards("PRAGMA user_version = 2");

    refused("was written by a newer version of the program (schema 2, this one knows 1)");
  }

  @Test
  void a_file_that_is_no_store_is_told() throws IOException {
    Files.createDirectories(directory.resolve("state"));
    Files.writeString(
        directory.resolve("state").resolve(SqliteStore.FILE), "no database".repeat(100));

    refused("cannot be used");
  }

  @Test
  void a_restored_older_copy_opens_but_releases_nothing_and_says_why() throws IOException {
    Path outside = directory.resolve("halden.checkpoint");
    try (Alliance alliance = Alliance.withCheckpoint(directory, outside).agreed()) {
      alliance.release(0, 1);
    }
    copy(directory.resolve("state"), directory.resolve("backup"));
    try (Alliance alliance = Alliance.withCheckpoint(directory, outside)) {
      alliance.release(5, 1);
    }
    byte[] newest = Files.readAllBytes(outside);
    copy(directory.resolve("backup"), directory.resolve("state"));

    try (Alliance alliance = Alliance.withCheckpoint(directory, outside)) {
      assertThatThrownBy(() -> alliance.release(5, 1))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("the log has 4 entries, but")
          .hasMessageContaining("shows that it had 5: the state is an older copy");
      assertThatThrownBy(() -> alliance.ledger.claim(alliance.nonce()))
          .isInstanceOf(Unavailable.class);
      assertThatThrownBy(() -> alliance.ledger.settle(alliance.nonce()))
          .isInstanceOf(Unavailable.class);
      assertThat(alliance.ledger.refusal()).isPresent();
      assertThat(alliance.ledger.entries(ORCHARD, 0, 10)).hasSize(3);
    }
    assertThat(outside).hasBinaryContent(newest);
  }

  @Test
  void a_log_that_did_not_grow_from_the_checkpoint_outside_releases_nothing() throws IOException {
    Path outside = directory.resolve("halden.checkpoint");
    try (Alliance alliance = Alliance.withCheckpoint(directory, outside).agreed()) {
      alliance.release(0, 1);
    }
    copy(directory.resolve("state"), directory.resolve("backup"));
    try (Alliance alliance = Alliance.withCheckpoint(directory, outside)) {
      alliance.release(5, 1);
    }
    copy(directory.resolve("backup"), directory.resolve("state"));
    try (Alliance fork = Alliance.in(directory)) {
      fork.release(6, 1);
      fork.release(7, 1);
    }

    try (Alliance alliance = Alliance.withCheckpoint(directory, outside)) {
      assertThatThrownBy(() -> alliance.release(5, 1))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("the log did not grow from the one that");
    }
  }

  @Test
  void a_first_start_beside_an_old_checkpoint_releases_nothing() throws IOException {
    Path outside = directory.resolve("halden.checkpoint");
    Alliance.withCheckpoint(directory, outside).agreed().close();
    copy(Files.createDirectories(directory.resolve("empty")), directory.resolve("state"));

    try (Alliance alliance = Alliance.withCheckpoint(directory, outside)) {
      assertThat(alliance.ledger.refusal())
          .hasValueSatisfying(it -> assertThat(it).contains("the log has 0 entries"));
    }
  }

  @Test
  void an_unreadable_checkpoint_outside_releases_nothing() throws IOException {
    Path outside = Files.writeString(directory.resolve("halden.checkpoint"), "halden\n");

    try (Alliance alliance = Alliance.withCheckpoint(directory, outside)) {
      assertThat(alliance.ledger.refusal())
          .hasValueSatisfying(it -> assertThat(it).contains("cannot be read as this log's"));
    }
    assertThat(outside).hasContent("halden\n");
  }

  @Test
  void the_checkpoint_outside_follows_and_is_the_newest_after_close() throws Exception {
    Path outside = directory.resolve("halden.checkpoint");
    Alliance alliance = Alliance.withCheckpoint(directory, outside).agreed();
    for (int i = 0; i < 200 && !Files.exists(outside); i++) {
      Thread.sleep(10);
    }
    assertThat(outside).exists();
    alliance.release(0, 1);
    String newest = alliance.ledger.checkpoint();
    alliance.close();
    assertThat(outside).hasContent(newest);

    try (Alliance again = Alliance.withCheckpoint(directory, outside)) {
      assertThat(again.release(1, 1)).isInstanceOf(Recorded.class);
    }
  }

  private void afterwards(String sql) {
    try (Alliance alliance = Alliance.in(directory).agreed()) {
      for (int i = 0; i < 50; i++) {
        alliance.release(i, 1);
      }
    }
    sql(sql);
  }

  private void sql(String sql) {
    Path file = directory.resolve("state").resolve(SqliteStore.FILE);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void refused(String because) {
    assertThatThrownBy(() -> Alliance.in(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(because);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(to)) {
      files.forEach(DamageTest::delete);
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
