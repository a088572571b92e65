package dev.entente.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.entente.json.Malformed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SandboxTest {
  @TempDir private Path root;
  private Alliance alliance;

  @BeforeEach
  void anAllianceAndAFileBesideIt() throws Exception {
    alliance = new Alliance(root).field("id", "integer").file("data/ok.csv", "id\n1\n");
    Files.writeString(root.resolve("outside.csv"), "id\n1\n");
  }

  @Test
  void aPathThatClimbsOutIsRefused() {
    refused("../outside.csv", "leads out of the alliance directory");
    refused("data/../../outside.csv", "leads out of the alliance directory");
  }

  @Test
  void anAbsolutePathIsRefused() {
    refused(alliance.directory.resolve("data/ok.csv").toString(), "is absolute");
  }

  @Test
  void aLinkThatLeavesIsRefusedAndOneThatStaysIsNot() throws Exception {
    Files.createSymbolicLink(alliance.directory.resolve("away.csv"), root.resolve("outside.csv"));
    Files.createSymbolicLink(alliance.directory.resolve("up"), root);
    Files.createSymbolicLink(
        alliance.directory.resolve("stays.csv"), alliance.directory.resolve("data/ok.csv"));

    refused("away.csv", "leads out of the alliance directory");
    refused("up/outside.csv", "leads out of the alliance directory");
    alliance.open("stays.csv").close();
  }

  @Test
  void aDirectoryBesideWithTheSameBeginningIsOutside() throws Exception {
    Files.createDirectories(root.resolve("alliance-2"));
    Files.writeString(root.resolve("alliance-2/x.csv"), "id\n1\n");

    refused("../alliance-2/x.csv", "leads out of the alliance directory");
  }

  @Test
  void whatIsNoFileIsRefusedAndSaysWhatIs() throws Exception {
    Files.createDirectories(alliance.directory.resolve("folder.csv"));
    alliance.file("accounts.xlsx", "x");

    refused("missing.csv", "there is no file `missing.csv`");
    refused("folder.csv", "is no file that can be read");
    refused("accounts.xlsx", ".parquet");
    refused("data/\0.csv", "is no path");
  }

  @Test
  void anUnknownNameUnderSourceIsRefused() {
    assertThatThrownBy(
            () ->
                alliance.open(
                    Map.of("connector", "files", "path", "data/ok.csv", "delimiter", ";")))
        .isInstanceOfSatisfying(
            Malformed.class, e -> assertThat(e.pointer()).isEqualTo("/source/delimiter"));
  }

  @Test
  void theDatabaseReadsNoFileButTheOneItWasGiven() throws Exception {
    var store = new Store(alliance.scratch, "locked");
    Path given = alliance.directory.resolve("data/ok.csv");
    try (var connection = store.create(List.of(given));
        var statement = connection.createStatement()) {
      statement.execute("SELECT * FROM read_csv('" + given + "')");
    }
    for (String attempt :
        List.of(
            "SELECT * FROM read_csv('" + root.resolve("outside.csv") + "')",
            "COPY (SELECT 1) TO '" + root.resolve("written.csv") + "'",
            "ATTACH '" + root.resolve("other.duckdb") + "'",
            "SET enable_external_access = true",
            "SET threads = 8",
            "INSTALL httpfs",
            "LOAD httpfs")) {
      try (var connection = store.create(List.of(given));
          var statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute(attempt))
            .as(attempt)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  private void refused(String path, String why) {
    assertThatThrownBy(() -> alliance.open(path))
        .isInstanceOfSatisfying(
            Malformed.class, e -> assertThat(e.pointer()).isEqualTo("/source/path"))
        .hasMessageContaining(why);
  }

  @Test
  void aProcessThatIsKilledLeavesNoLibraryBehind() throws Exception {
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.exists(maps), "what is mapped is not told here");
    alliance.open("data/ok.csv").close();

    try (var lines = Files.lines(maps)) {
      assertThat(lines.filter(line -> line.contains("/libduckdb_java")))
          .isNotEmpty()
          .allMatch(line -> line.endsWith(".so (deleted)"));
    }
  }
}
