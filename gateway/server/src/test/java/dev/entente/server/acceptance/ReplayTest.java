package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nonce is good once: of many at the same moment, and after a restart. */
class ReplayTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  /** What is signed does not change with the port. */
  private static final Origin ORIGIN = Origin.parse("http://halden.example");

  private TinyAlliance alliance;
  private RunningGateway gateway;

  @BeforeEach
  void start(@TempDir Path directory) {
    alliance =
        RichAlliance.in(directory)
            .change("entente.yaml", "operators:", "external-origin: " + ORIGIN + "\noperators:");
    gateway = RunningGateway.start(alliance);
    HandMade agreement = HandMade.get(gateway, alliance.orchard, "/v1/agreements/orchard");
    agreement.origin = ORIGIN;
    String hash = send(agreement).json().get("terms-hash").textValue();
    String body = "{\"terms-hash\":\"" + hash + "\"}";
    send(post("/v1/agreements/orchard/acceptance", body));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HandMade post(String target, String body) {
    return HandMade.post(ORIGIN, alliance.orchard, target, body);
  }

  private Reply send(HandMade request) {
    return new Probe(gateway).send(request);
  }

  @Test
  void ofFiftyAtOnceExactlyOneIsAnswered() throws Exception {
    for (int round = 0; round < 5; round++) {
      HandMade request = post(QUERY, "{\"limit\":1}");
      long entries = new Probe(gateway).logSize();

      List<Reply> replies = fiftyAtOnce(request);

      assertThat(replies).extracting(Reply::status).hasSize(50).containsOnlyOnce(200);
      assertThat(replies)
          .filteredOn(reply -> reply.status() != 200)
          .allSatisfy(reply -> Probe.isRefused(reply, 401, "signature-replayed"));
      assertThat(new Probe(gateway).logSize()).isEqualTo(entries + 1);
    }
  }

  private List<Reply> fiftyAtOnce(HandMade request) throws Exception {
    byte[] bytes = request.bytes();
    var start = new CyclicBarrier(50);
    Callable<Reply> sender =
        () -> {
          try (var wire = gateway.wire()) {
            start.await();
            return new Probe(gateway).held(request.sent(), wire.send(bytes).reply());
          }
        };
    List<Reply> replies = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(Collections.nCopies(50, sender))) {
        replies.add(reply.get());
      }
    }
    return replies;
  }

  @Test
  void whatWasAnsweredOrRefusedBeforeARestartIsSpentAfterIt() {
    HandMade answered = post(QUERY, "{\"limit\":1}");
    HandMade refused = post(QUERY, "{\"limit\":0}");
    HandMade looked = HandMade.get(gateway, alliance.orchard, "/v1/agreements/orchard");
    looked.origin = ORIGIN;
    assertThat(send(answered).status()).isEqualTo(200);
    assertThat(send(refused).status()).isEqualTo(400);
    assertThat(send(looked).status()).isEqualTo(200);

    gateway.restart();

    for (HandMade spent : List.of(answered, refused, looked)) {
      Probe.isRefused(send(spent), 401, "signature-replayed");
    }
    assertThat(send(post(QUERY, "{\"limit\":1}")).status()).isEqualTo(200);
  }

  @Test
  void aRequestThatDidNotVerifyLeavesItsNonceUnspent() {
    HandMade request = post(QUERY, "{\"limit\":1}");
    byte[] forged = request.bytes(request.signed("A".repeat(86) + "=="));
    Probe.isRefused(new Probe(gateway).send(request, forged), 401, "signature-invalid");

    assertThat(send(request).status()).isEqualTo(200);
    Probe.isRefused(send(request), 401, "signature-replayed");
  }

  @Test
  void theSameNonceOfAnotherKeyIsAnotherNonce() {
    HandMade one = post(QUERY, "{\"limit\":1}");
    HandMade other = HandMade.get(gateway, alliance.pear, "/v1/agreements/pear");
    other.origin = ORIGIN;
    other.parameters.put("nonce", one.parameters.get("nonce"));

    assertThat(send(one).status()).isEqualTo(200);
    assertThat(send(other).status()).isEqualTo(200);
  }
}
