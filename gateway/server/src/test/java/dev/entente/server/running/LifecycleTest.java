package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.server.Gateway;
import dev.entente.server.StartRefused;
import dev.entente.server.Talk;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Headers;
import dev.entente.signature.SentRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping and starting again. */
class LifecycleTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir private Path directory;

  @Test
  void aRestartKeepsAcceptanceExposureAndSpentNonces() {
    var alliance = new TinyAlliance(directory);
    alliance.change("entente.yaml", "admin: 127.0.0.1:0", "external-origin: http://halden.example");
    try (var gateway = RunningGateway.start(alliance)) {
      var orchard = gateway.orchard();
      var first = orchard.post(QUERY, "{}").json().get("reciprocity");
      SentRequest once =
          orchard.signed("GET", "/v1/agreements/orchard", Headers.none(), new byte[0]);
      assertThat(sent(gateway, once).status()).isEqualTo(200);

      gateway.restart();

      var again = gateway.caller(alliance.orchard).post(QUERY, "{}").json().get("reciprocity");
      assertThat(again.get("value").intValue()).isZero();
      assertThat(again.get("exposure")).isEqualTo(first.get("exposure"));
      assertThat(sent(gateway, once).code()).isEqualTo("signature-replayed");
    }
  }

  private static Reply sent(RunningGateway gateway, SentRequest request) {
    try (var wire = gateway.wire()) {
      return wire.send(Caller.bytes(wire, request, request.head().target())).reply();
    }
  }

  @Test
  void aChangedAgreementFileIsSaidAndTheTermsInForceStay() {
    var alliance = new TinyAlliance(directory);
    try (var gateway = RunningGateway.start(alliance)) {
      var orchard = gateway.orchard();
      String before = orchard.get("/v1/agreements/orchard").json().get("terms-hash").textValue();
      alliance.change("agreements/orchard.yaml", "joint-planning", "something-else");

      gateway.restart();

      assertThat(gateway.said())
          .contains(
              "agreements/orchard.yaml has other terms (purposes) than the ledger; those in the"
                  + " ledger stay in force");
      assertThat(orchard.get("/v1/agreements/orchard").json().get("terms-hash").textValue())
          .isEqualTo(before);
    }
  }

  @Test
  void aRestoredOlderStateReleasesNothingAndReadinessNamesTheLedger() throws IOException {
    var alliance = new TinyAlliance(directory.resolve("halden"));
    alliance.change("entente.yaml", "admin: ", "checkpoints: ../halden.checkpoint\nadmin: ");
    Path state = alliance.root.resolve("state");
    Path backup = directory.resolve("backup");
    RunningGateway.start(alliance).close();
    copy(state, backup);
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard().post(QUERY, "{}");
    }
    delete(state);
    copy(backup, state);

    try (var gateway = RunningGateway.start(alliance);
        var wire = gateway.wire()) {
      Reply ready = wire.get("/readyz");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.code()).isEqualTo("ledger-unavailable");
      assertThat(ready.json().at("/parts/ledger").textValue()).isEqualTo("not ready");
      assertThat(ready.proof(gateway.keys())).isInstanceOf(AnswerProof.Unaddressed.class);
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
      Reply call = gateway.caller(alliance.orchard).get("/v1/agreements/orchard");
      assertThat(call.status()).isEqualTo(503);
      assertThat(call.code()).isEqualTo("ledger-unavailable");
      assertThat(gateway.said())
          .anySatisfy(line -> assertThat(line).contains("nothing will be released"));
    }
  }

  @Test
  void stoppingAnswersWhatIsUnderWay() throws Exception {
    var alliance = new TinyAlliance(directory);
    var gateway = RunningGateway.start(alliance);
    var orchard = gateway.orchard();
    byte[] body = RunningGateway.utf8("{}");
    SentRequest request = orchard.signed("POST", QUERY, Caller.json(), body);
    try (var wire = gateway.wire()) {
      byte[] bytes = Caller.bytes(wire, request, QUERY);
      wire.send(java.util.Arrays.copyOf(bytes, bytes.length - 1));
      Thread.sleep(100);
      var stopping = Thread.ofVirtual().start(gateway::close);
      Thread.sleep(200);
      wire.send(new byte[] {bytes[bytes.length - 1]});
      Reply reply = wire.reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.proof(gateway.keys(), request)).isInstanceOf(AnswerProof.Addressed.class);
      stopping.join();
    }
  }

  @Test
  void oneStateIsServedByOneGateway() {
    var alliance = new TinyAlliance(directory);
    try (var gateway = RunningGateway.start(alliance)) {
      assertThatThrownBy(() -> start(alliance))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("is held by process");
      assertThat(gateway.orchard().get("/v1/agreements/orchard").status()).isEqualTo(200);
    }
  }

  @Test
  void withoutAPolicyThereIsNoStart() {
    var alliance = new TinyAlliance(directory).write("policies/bundle.tar.gz", "no bundle");
    assertThatThrownBy(() -> start(alliance))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("bundle.tar.gz");
    assertThat(alliance.write("policies/bundle.tar.gz", "").root).exists();
  }

  @Test
  void aMissingSourceStopsTheStartWithItsFileAndLineAndGivesTheStateBack() throws IOException {
    var alliance = new TinyAlliance(directory);
    Files.delete(directory.resolve("data/accounts.csv"));
    assertThatThrownBy(() -> start(alliance))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("datasets/accounts.yaml:3: ");
    alliance.write("data/accounts.csv", "ticker,sector,employees,margin,notes\n");
    RunningGateway.start(alliance).close();
  }

  @Test
  void anAddressInUseStopsTheStartInOneLine() {
    var alliance = new TinyAlliance(directory.resolve("one"));
    try (var gateway = RunningGateway.start(alliance)) {
      String taken = gateway.origin().authority();
      var other = new TinyAlliance(directory.resolve("two"));
      other.change("entente.yaml", "listen: 127.0.0.1:0", "listen: " + taken);
      assertThatThrownBy(() -> start(other))
          .isInstanceOf(StartRefused.class)
          .hasMessage(
              taken + " cannot be listened on: it is in use, or not this machine's; name another");
    }
  }

  private static void start(TinyAlliance alliance) throws StartRefused {
    Gateway.start(alliance.read(), RunningGateway.SHORT, InstantSource.system(), Talk.none())
        .close();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
    for (String name : new String[] {"keys"}) {
      chmod(to.resolve(name), from.resolve(name));
    }
  }

  private static void chmod(Path copy, Path original) throws IOException {
    try (Stream<Path> files = Files.walk(original)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(
            copy.resolve(original.relativize(file)), Files.getPosixFilePermissions(file));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
