package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.signature.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process of its own. */
@Timeout(300)
class ServeProcessTest {
  private static final String LISTENING = "listening on ";

  @TempDir private Path directory;

  @Test
  void itPrintsOneLineStopsInOrderAndTheNextProcessReadsItsLog() throws Exception {
    new TinyAlliance(directory.resolve("halden"));
    String first = servedAndStopped();
    assertThat(first).contains("agreement orchard: opened");
    assertThat(servedAndStopped()).doesNotContain("opened");
  }

  /** Runs it once; gives what it said on standard error. */
  private String servedAndStopped() throws IOException, InterruptedException {
    Path err = directory.resolve("err");
    Process process = process(err);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      assertThat(line).as(() -> text(err)).startsWith(LISTENING + "http://127.0.0.1:");
      try (var wire = new Wire(Origin.parse(line.substring(LISTENING.length())))) {
        assertThat(wire.get("/readyz").status()).isEqualTo(200);
      }
      process.toHandle().destroy(); // SIGTERM; Process.destroy would close the streams too
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(() -> text(err)).isZero();
      assertThat(out.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
    return text(err);
  }

  private Process process(Path err) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Entente.class.getName(),
                "serve",
                directory.resolve("halden").toString()))
        .redirectError(err.toFile())
        .start();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
