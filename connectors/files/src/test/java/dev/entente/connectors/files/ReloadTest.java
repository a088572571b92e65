package dev.entente.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while they are served. */
@Timeout(60)
final class ReloadTest {
  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir private Path root;
  private Alliance alliance;

  @BeforeEach
  void fields() throws Exception {
    alliance = new Alliance(root).field("id", "string").field("n", "integer").looking(OFTEN);
    alliance.file("a.csv", "id,n\na,1\n");
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  private static void until(Callable<Boolean> holds) throws Exception {
    while (!holds.call()) {
      Thread.sleep(OFTEN);
    }
  }

  /** Puts the file there whole, as a person should. */
  private void moved(String content) throws IOException {
    alliance.file("next", content);
    Files.move(
        alliance.directory.resolve("next"),
        alliance.directory.resolve("a.csv"),
        StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aFileThatChangedIsServedAnewAndWhatWasConvertedBeforeIsGone() throws Exception {
    try (Source source = alliance.open("a.csv")) {
      alliance.file("a.csv", "id,n\na,2\nb,x\n");

      until(() -> alliance.rows(source).equals(List.of(row("a", 2L), row("b", null))));
      until(() -> !alliance.findings.isEmpty());
      assertThat(alliance.findings.getLast()).contains("n: 1 cell is no integer");
      assertThat(alliance.alarm).isEmpty();
      until(() -> stores().size() == 1);
    }
    assertThat(stores()).isEmpty();
  }

  private List<String> stores() throws IOException {
    try (var files = Files.list(alliance.scratch)) {
      return files.map(it -> it.getFileName() + "").filter(it -> it.endsWith(".duckdb")).toList();
    }
  }

  @Test
  void oneThatCannotBeReadLeavesTheOneBeforeInForceUntilItIsMended() throws Exception {
    try (Source source = alliance.open("a.csv")) {
      alliance.file("a.csv", "");
      goesOn(source, "`a.csv` is empty");
      alliance.file("a.csv", "id,m\na,2\n");
      goesOn(source, "no column `n`");
      alliance.file("a.csv", "id,n\na,2\n\"b,3\nc,4\n");
      goesOn(source, "`a.csv` breaks off: line 3 opens a quote that is never closed");
      Files.delete(alliance.directory.resolve("a.csv"));
      goesOn(source, "there is no file");

      moved("id,n\na,3\n");
      until(() -> alliance.rows(source).equals(List.of(row("a", 3L))));
      until(() -> alliance.alarm.isEmpty());
    }
  }

  /** The alarm is of this, and not of what was wrong before. */
  private void goesOn(Source source, String why) throws Exception {
    until(() -> alliance.alarm.orElse("").contains(why));
    assertThat(alliance.alarm.orElseThrow())
        .startsWith("what changed cannot be read, what was read before goes on: ");
    assertThat(alliance.rows(source)).containsExactly(row("a", 1L));
    assertThat(stores()).as("nothing of what could not be read").hasSize(1);
  }

  @Test
  void aNewFileThatThePatternMatchesIsReadToo() throws Exception {
    try (Source source = alliance.open("*.csv")) {
      alliance.file("b.csv", "id,n\nb,2\n");

      until(() -> alliance.rows(source).equals(List.of(row("a", 1L), row("b", 2L))));
    }
  }

  @Test
  void eachPageIsOfOneFileAndNoneFailsWhileFilesChange() throws Exception {
    try (Source source = alliance.open("a.csv")) {
      long seen = 1;
      for (int version = 2; version <= 6; version++) {
        moved("id,n\na,%1$d\nb,%1$d\nc,%1$d\n".formatted(version));
        while (seen != version) {
          List<Object> numbers =
              alliance.rows(source).stream().map(List::getLast).distinct().toList();
          assertThat(numbers).hasSize(1);
          seen = (Long) numbers.getFirst();
        }
      }
    }
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    Files.writeString(alliance.scratch.resolve("things-7.duckdb"), "left");

    try (Source source = alliance.open("a.csv")) {
      assertThat(alliance.rows(source)).hasSize(1);
      assertThat(stores()).containsExactly("things.duckdb");
    }
  }
}
