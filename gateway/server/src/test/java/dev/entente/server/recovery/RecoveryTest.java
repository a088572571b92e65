package dev.entente.server.recovery;

import static dev.entente.server.recovery.Restored.AGREEMENT;
import static dev.entente.server.recovery.Restored.QUERY;
import static dev.entente.server.recovery.Restored.done;
import static dev.entente.server.recovery.Restored.exposure;
import static dev.entente.server.recovery.Restored.refusal;
import static dev.entente.server.recovery.Restored.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Caller;
import dev.entente.server.running.RunningGateway;
import dev.entente.signature.Headers;
import dev.entente.signature.SentRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A legitimate restore comes back into service, and nothing else does. */
@Timeout(120)
class RecoveryTest {
  @TempDir private Path directory;
  private Restored halden;

  @BeforeEach
  void prepare() {
    halden = new Restored(directory);
  }

  private static void serves(RunningGateway gateway) {
    assertThat(refusal(gateway)).isEmpty();
  }

  @Test
  void aRestoreServesAgainOnceThePartnerHasConsentedAndCountsWhatItsReceiptsShow()
      throws Exception {
    double before;
    try (var gateway = halden.start()) {
      gateway.orchard();
    }
    halden.played();
    try (var gateway = halden.start()) {
      before = exposure(gateway.caller(halden.alliance.orchard));
    }
    byte[] lostCheckpoint = Files.readAllBytes(halden.checkpoint);
    halden.restored();
    try (var gateway = halden.start()) {
      assertThat(refusal(gateway)).contains("the state is an older copy");
    }

    Path recovery = halden.proposed();
    Path consent = halden.consented(recovery);
    assertThat(done(halden.finish(consent))).contains("log.recovered", "orchard: active");

    try (var gateway = halden.start()) {
      serves(gateway);
      halden.pass(Duration.ofMinutes(8));
      Caller orchard = gateway.caller(halden.alliance.orchard);
      assertThat(exposure(orchard)).isEqualTo(before);
      assertThat(orchard.post(QUERY, "{}").status()).isEqualTo(200);
    }
    assertThat(Files.readAllBytes(halden.checkpoint)).isNotEqualTo(lostCheckpoint);
    assertThat(done(halden.audit())).contains("everything holds", "the log went on from");
    Path held = Files.write(directory.resolve("held.checkpoint"), lostCheckpoint);
    assertThat(done(halden.audit("--checkpoint", held.toString())))
        .contains("from outside is no fork: it is named there as lost");
    assertThat(done(halden.run("exposure", halden.alliance.root.toString(), "orchard")))
        .contains("besides, releases worth");
  }

  /** Lost, restored, and refused at its start. */
  private void lost() {
    halden.played().restored();
  }

  private void stillRefuses() {
    try (var gateway = halden.start()) {
      assertThat(refusal(gateway)).contains("the state is an older copy");
    }
  }

  private void recovered() {
    done(halden.finish(halden.consented(halden.proposed())));
  }

  @Test
  void aRequestThatTheLostPartAnsweredIsNotAnsweredAgain() throws Exception {
    int port = Restored.freePort();
    halden.alliance.change("entente.yaml", "listen: 127.0.0.1:0", "listen: 127.0.0.1:" + port);
    halden.played();
    Headers json = Headers.of("content-type", "application/json");
    SentRequest request;
    try (var gateway = halden.start()) {
      request =
          gateway
              .caller(halden.alliance.orchard)
              .signed("POST", QUERY, json, "{}".getBytes(StandardCharsets.UTF_8));
      assertThat(sent(gateway, request)).isEqualTo("200");
    }
    halden.restored();
    recovered();
    halden.pass(Duration.ofSeconds(20));
    try (var gateway = halden.start()) {
      serves(gateway);
      assertThat(sent(gateway, request)).isEqualTo("signature-replayed");
    }
    halden.pass(Duration.ofMinutes(7));
    try (var gateway = halden.start()) {
      assertThat(sent(gateway, request)).isEqualTo("signature-stale");
      assertThat(gateway.caller(halden.alliance.orchard).post(QUERY, "{}").status()).isEqualTo(200);
    }
  }

  private static String sent(RunningGateway gateway, SentRequest request) {
    try (var wire = gateway.wire()) {
      wire.send(Caller.bytes(wire, request, QUERY));
      var reply = wire.reply();
      return reply.status() == 200 ? "200" : reply.code();
    }
  }

  @Test
  void nobodyRecoversAlone() {
    lost();
    Path consent = halden.consented(halden.proposed());
    refused(
        halden.recover("--as", "ana", "--consent", consent.toString()),
        "ana proposed it; somebody else has to finish it");
    Path ana = halden.state.resolve("operators/ana.jwk");
    refused(
        halden.recover("--as", "bo", "--key", ana.toString(), "--consent", consent.toString()),
        "not signed with the key recorded for `bo`");
    refused(halden.recover("--as", "eve", "--consent", consent.toString()), "eve");
    stillRefuses();
  }

  @Test
  void everyPartnerHasToConsent() {
    try (var gateway = halden.start()) {
      var pear = gateway.caller(halden.alliance.pear);
      String hash = pear.get("/v1/agreements/pear").json().get("terms-hash").textValue();
      pear.post("/v1/agreements/pear/acceptance", "{\"terms-hash\":\"" + hash + "\"}");
    }
    lost();
    Path recovery = halden.proposed();
    Path orchard = halden.consented(recovery);
    refused(halden.finish(orchard), "the consent of the partner of pear is missing");
    refused(
        halden.recover("--as", "bo", "--finish"),
        "the consent of the partner of orchard is missing");
    stillRefuses();
    Path pear = halden.write("pear.consent", done(halden.consent(recovery, "pear")));
    String told =
        done(
            halden.recover(
                "--as",
                "bo",
                "--json",
                "--consent",
                orchard.toString(),
                "--consent",
                pear.toString()));
    assertThat(told).startsWith("{\"recorded\":\"log.recovered\"").contains("\"pear\"");
    try (var gateway = halden.start()) {
      serves(gateway);
    }
    assertThat(done(halden.audit())).contains("everything holds");
  }

  @Test
  void aConsentThatIsForgedOrOfAnotherRecoveryIsRefused() {
    lost();
    Path before = halden.consented(halden.proposed());
    halden.pass(Duration.ofSeconds(1));
    Path recovery = halden.proposed();
    refused(halden.finish(before), "is to another recovery than this");
    Path good = halden.consented(recovery);
    refused(halden.finish(good, good), "all parts are needed, each once");
    halden.write("orchard.jwk", Restored.text(halden.alliance.stranger));
    refused(
        halden.finish(halden.write("stranger.consent", done(halden.consent(recovery, "orchard")))),
        "is not in the key set");
    Path other = halden.write("other.consent", "a.b.c");
    refused(halden.finish(other), "base64url");
    stillRefuses();
    assertThat(done(halden.finish(good))).contains("log.recovered");
    refused(halden.finish(good), "no recovery is proposed here");
  }

  @Test
  void receiptsThatAreNoneOfOursAreRefusedByBothSides() throws Exception {
    lost();
    Path recovery = halden.proposed();
    String receipt = Files.readString(halden.receipts.resolve("1.jws"));
    int end = receipt.lastIndexOf('.');
    char other = receipt.charAt(end + 5) == 'A' ? 'B' : 'A';
    Files.writeString(
        halden.receipts.resolve("1.jws"),
        receipt.substring(0, end + 5) + other + receipt.substring(end + 6));
    refused(halden.consent(recovery, "orchard"), "its signature does not verify");
    String unverified =
        done(
            halden.run(
                "consent",
                recovery.toString(),
                "orchard",
                "--key",
                directory.resolve("orchard.jwk").toString(),
                "--receipts",
                halden.receipts.toString()));
    refused(
        halden.finish(halden.write("bad.consent", unverified)), "its signature does not verify");
    stillRefuses();
  }

  @Test
  void aRecoveryThatTheGatewayDidNotSignGetsNoConsent() throws Exception {
    lost();
    String recovery = Files.readString(halden.proposed());
    int end = recovery.lastIndexOf('.');
    char other = recovery.charAt(end + 5) == 'A' ? 'B' : 'A';
    Path forged =
        halden.write(
            "forged", recovery.substring(0, end + 5) + other + recovery.substring(end + 6));
    refused(halden.consent(forged, "orchard"), "nothing was signed");
    Files.copy(forged, halden.state.resolve("recovery.jws"), StandardCopyOption.REPLACE_EXISTING);
    refused(halden.recover("--as", "bo", "--finish"), "is not what was proposed here");
  }

  @Test
  void whereNothingWasLostThereIsNothingToRecover() {
    halden.played();
    refused(halden.recover("--as", "ana"), "there is nothing to recover");
    try (var _ = halden.start()) {
      refused(halden.recover("--as", "ana"), "is held by process");
    }
  }

  /** With nobody who has seen another. */
  private void grow(int queries) throws Exception {
    Path aside = Files.move(halden.checkpoint, directory.resolve("aside"));
    halden.pass(Duration.ofMinutes(10));
    try (var gateway = halden.start()) {
      Caller orchard = gateway.caller(halden.alliance.orchard);
      for (int i = 0; i < queries; i++) {
        assertThat(orchard.post(QUERY, "{\"limit\":1}").status()).isEqualTo(200);
      }
    }
    Files.move(aside, halden.checkpoint, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aLogThatWentAnotherWayIsNotRecovered() throws Exception {
    lost();
    grow(1);
    refused(
        halden.finish(halden.consented(halden.proposed())),
        "this is no older copy of it, but another history");
    grow(1);
    refused(halden.recover("--as", "ana"), "cannot be recovered");
    grow(5);
    refused(halden.recover("--as", "ana"), "cannot be recovered");
  }

  @Test
  void aLogThatGrewSinceItWasProposedIsNotRecovered() throws Exception {
    lost();
    Path consent = halden.consented(halden.proposed());
    grow(1);
    refused(halden.finish(consent), "was recorded since the recovery was proposed");
  }

  @Test
  void aLostCheckpointThatTheRecoveryDoesNotNameStopsTheStart() throws Exception {
    halden.played();
    byte[] first = Files.readAllBytes(halden.checkpoint);
    try (var gateway = halden.start()) {
      halden.ask(gateway.caller(halden.alliance.orchard), "{}");
    }
    byte[] second = Files.readAllBytes(halden.checkpoint);
    halden.restored();
    Files.write(halden.checkpoint, first);
    Path recovery = halden.proposed();
    Path consent = halden.consented(recovery);
    Files.write(halden.checkpoint, second);
    refused(halden.finish(consent), "has turned up that the recovery does not name");
    Files.write(halden.checkpoint, first);
    done(halden.finish(consent));

    Files.write(halden.checkpoint, second);
    stillRefuses();
    assertThat(halden.audit().out()).contains("the log's size is 10");
    Files.write(halden.checkpoint, first);
    try (var gateway = halden.start()) {
      serves(gateway);
    }
  }

  @Test
  void aSecondCheckpointThatSomebodyHoldsIsNamedToo() throws Exception {
    halden.played();
    Path held = Files.copy(halden.checkpoint, directory.resolve("held.checkpoint"));
    try (var gateway = halden.start()) {
      halden.ask(gateway.caller(halden.alliance.orchard), "{}");
    }
    halden.restored();
    done(halden.finish(halden.consented(halden.proposed("--checkpoint", held.toString()))));
    assertThat(done(halden.audit("--checkpoint", held.toString()))).contains("everything holds");
    try (var gateway = halden.start()) {
      serves(gateway);
    }
  }

  @Test
  void manyReceiptsTakeSeveralParts() throws Exception {
    halden.played();
    try (var gateway = halden.start()) {
      Caller orchard = gateway.caller(halden.alliance.orchard);
      for (int i = 0; i < 90; i++) {
        halden.ask(orchard, "{\"limit\":" + (1 + i % 5) + "}");
      }
    }
    halden.restored();
    Path consent = halden.consented(halden.proposed());
    assertThat(Files.readAllLines(consent)).hasSizeGreaterThan(1);
    done(halden.finish(consent));
    assertThat(done(halden.audit())).contains("everything holds");
  }

  @Test
  void itComesBackAfterASecondLossToo() {
    lost();
    recovered();
    halden.pass(Duration.ofMinutes(8));
    try (var gateway = halden.start()) {
      done(
          halden.run(
              "backup",
              halden.alliance.root.toString(),
              directory.resolve("second.backup").toString(),
              "--with-keys"));
      halden.lost(gateway.caller(halden.alliance.orchard));
    }
    halden.restored(directory.resolve("second.backup"));
    stillRefuses();
    recovered();
    try (var gateway = halden.start()) {
      serves(gateway);
      halden.pass(Duration.ofMinutes(8));
      assertThat(gateway.caller(halden.alliance.orchard).get(AGREEMENT).status()).isEqualTo(200);
    }
    assertThat(done(halden.audit())).contains("everything holds");
  }
}
