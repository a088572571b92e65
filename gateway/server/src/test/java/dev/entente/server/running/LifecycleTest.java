package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.server.Gateway;
import dev.entente.server.StartRefused;
import dev.entente.server.Talk;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Headers;
import dev.entente.signature.SentRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(strings = {"dataset accounts ", "agreement orchard: "})
  void anErrorOnTheWayClosesWhatWasOpened(String last) {
    var alliance = new TinyAlliance(directory);
    assertThatThrownBy(() -> start(alliance, failing(last)))
        .isInstanceOf(UnsatisfiedLinkError.class);
    RunningGateway.start(alliance).close();
  }

  /** A start that comes to say this meets an error there. */
  private static Talk failing(String last) {
    return new Talk() {
      @Override
      public void say(String line) {
        if (line.startsWith(last)) {
          throw new UnsatisfiedLinkError(line);
        }
      }

      @Override
      public void progress(String what, long done, long total) {}
    };
  }

  private static void start(TinyAlliance alliance, Talk talk) throws StartRefused {
    Gateway.start(alliance.read(), RunningGateway.SHORT, InstantSource.system(), talk).close();
  }
}
