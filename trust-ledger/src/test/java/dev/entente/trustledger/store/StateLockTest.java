package dev.entente.trustledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {
  @TempDir Path directory;

  @Test
  void a_second_holder_is_told_who_holds_it() {
    Path state = directory.resolve("state");
    try (StateLock held = StateLock.acquire(state)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> StateLock.acquire(state))
            .isInstanceOf(StoreException.class)
            .hasMessage(
                "%s is held by process %d; stop it or use another directory",
                state, ProcessHandle.current().pid());
      }
      assertThat(held.directory()).isDirectory();
    }
    StateLock.acquire(state).close();
  }

  @Test
  void another_process_is_told_who_holds_it() throws Exception {
    Path state = directory.resolve("state");
    try (StateLock held = StateLock.acquire(state)) {
      assertThat(outputOf(state)).contains("is held by process " + ProcessHandle.current().pid());
      assertThat(held.directory().resolve("lock")).hasContent(ProcessHandle.current().pid() + "\n");
    }
    assertThat(outputOf(state)).isEqualTo("held\n");
  }

  @Test
  void what_is_made_is_its_owners_alone() throws IOException {
    Path state = directory.resolve("state");
    try (StateLock lock = StateLock.acquire(state);
        SqliteStore store = SqliteStore.open(lock)) {
      assertThat(store.checkpoint()).isEmpty();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(state)) {
        for (Path file : files.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo("rw-------");
        }
      }
    }
  }

  /** Tries to take the lock, in another process. */
  public static void main(String[] args) {
    try (StateLock lock = StateLock.acquire(Path.of(args[0]))) {
      System.out.println(lock.directory().isAbsolute() ? "held" : "held relatively");
    } catch (StoreException e) {
      System.out.println(e.getMessage());
    }
  }

  private static String outputOf(Path state) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    StateLockTest.class.getName(),
                    state.toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
