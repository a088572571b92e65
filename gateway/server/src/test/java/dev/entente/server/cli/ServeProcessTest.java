package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.Caller;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.signature.Headers;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestSigner;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as a process of its own. */
@Timeout(300)
class ServeProcessTest {
  private static final String LISTENING = "listening on ";

  @TempDir private Path directory;
  private TinyAlliance alliance;

  @Test
  void itPrintsOneLineStopsInOrderAndTheNextProcessReadsItsLog() throws Exception {
    alliance = new TinyAlliance(directory.resolve("halden"));
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
      Origin origin = Origin.parse(line.substring(LISTENING.length()));
      try (var wire = new Wire(origin)) {
        assertThat(wire.get("/readyz").status()).isEqualTo(200);
      }
      anotherProcessMayAuditButNotServe(process);
      answersWhatIsUnderWay(origin, process.toHandle());
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(() -> text(err)).isZero();
      assertThat(out.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
    return text(err);
  }

  private void anotherProcessMayAuditButNotServe(Process serving) {
    Said refused = InProcess.run("serve", alliance.root.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("state is held by process " + serving.pid() + "; stop it");
    Said audit = InProcess.run("audit", alliance.root.toString());
    assertThat(audit.exit()).as(audit.err()).isZero();
  }

  /** SIGTERM while a request is on its way: it is answered, and nobody else is let in. */
  private void answersWhatIsUnderWay(Origin origin, ProcessHandle process)
      throws InterruptedException {
    String target = "/v1/agreements/orchard/datasets/accounts/query";
    var head =
        RequestHead.of("POST", origin, target, Headers.of("content-type", "application/json"));
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    var request = new RequestSigner(alliance.orchard, InstantSource.system()).sign(head, body);
    try (var wire = new Wire(origin)) {
      byte[] bytes = Caller.bytes(wire, request, target);
      wire.send(Arrays.copyOf(bytes, bytes.length - 1));
      Thread.sleep(500);
      process.destroy(); // SIGTERM; Process.destroy would close the streams too
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> new Wire(origin)).hasCauseInstanceOf(IOException.class));
      wire.send(new byte[] {bytes[bytes.length - 1]});
      assertThat(wire.reply().code()).isEqualTo("agreement-not-accepted");
      assertThat(wire.isClosed()).isTrue();
    }
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
                alliance.root.toString()))
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
