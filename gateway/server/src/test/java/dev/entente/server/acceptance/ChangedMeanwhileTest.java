package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import dev.entente.server.HeldGateway;
import dev.entente.server.running.Reply;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Between a decision and its answer something changes, or a part fails. */
@Timeout(60)
class ChangedMeanwhileTest {
  private static final String AGREEMENT = "/v1/agreements/orchard";

  private TinyAlliance alliance;
  private HeldGateway gateway;
  private Probe probe;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    alliance = RichAlliance.in(directory);
    gateway = new HeldGateway(alliance);
    probe = new Probe(gateway.origin(), gateway.keys());
    String hash = get(AGREEMENT).json().get("terms-hash").textValue();
    String accepted = "{\"terms-hash\":\"" + hash + "\"}";
    probe.send(
        HandMade.post(gateway.origin(), alliance.orchard, AGREEMENT + "/acceptance", accepted));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply get(String target) {
    return probe.send(HandMade.get(gateway.origin(), alliance.orchard, target));
  }

  private HandMade query() {
    String target = AGREEMENT + "/datasets/accounts/query";
    return HandMade.post(gateway.origin(), alliance.orchard, target, "{}");
  }

  private Reply ask() {
    return probe.send(query());
  }

  @Test
  void thePolicyThatBecameAnotherWhileTheSourceWasHeldBackDecidesTheAnswer() throws Exception {
    var reading = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    gateway.whileReading(
        () -> {
          reading.countDown();
          await(goOn);
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> held = threads.submit(this::ask);
      assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
      String policy = gateway.hide("sector").value();
      goOn.countDown();

      Reply reply = held.get();
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      assertThat(reply.json().get("policy").textValue()).isEqualTo(policy);
      assertThat(reply.json().get("records")).hasSize(6);
      assertThat(reply.text()).doesNotContain("sector", "Software");
      isOfTheLastEpoch(policy);
    }
  }

  @Test
  void whatIsToBeDecidedAgainWhileTheSourceIsHeldBackIsDecidedAgain() {
    int[] reads = {0};
    gateway.whileReading(
        () -> {
          if (++reads[0] < 3) {
            gateway.activate();
          }
        });

    Reply reply = ask();

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reads[0]).as("times the source was read").isEqualTo(3);
    isOfTheLastEpoch(reply.json().get("policy").textValue());
  }

  /** The one release is the last entry, and was decided under the one before it. */
  private void isOfTheLastEpoch(String policy) {
    List<JsonNode> released = Ledgers.disclosed(probe, alliance.orchard);
    assertThat(released).hasSize(1);
    JsonNode last =
        get(AGREEMENT + "/entries").json().get("entries").valueStream().toList().getLast();
    assertThat(released.getFirst().get("epoch").longValue())
        .isEqualTo(last.get("index").longValue() - 1);
    assertThat(released.getFirst().get("policy").textValue()).isEqualTo(policy);
  }

  @Test
  void aPolicyThatCannotDecideReleasesNothing() {
    gateway.whileDeciding(
        () -> {
          throw Unavailable.policy(PolicyFailure.FAILED, "java.lang.SecretOfTheEngine", null);
        });
    releasesNothing(503, "policy-unavailable");
  }

  @Test
  void aSourceThatCannotBeReadReleasesNothing() {
    gateway.whileReading(
        () -> {
          throw Unavailable.source("the file /secret/accounts.csv is gone", null);
        });
    releasesNothing(503, "source-unavailable");
  }

  @Test
  void whatNobodyForesawReleasesNothing() {
    gateway.whileReading(
        () -> {
          throw new IllegalStateException("row 7: secret of ACME");
        });
    releasesNothing(500, "internal");
  }

  private void releasesNothing(int status, String code) {
    Reply reply = ask();

    Probe.isRefused(reply, status, code);
    assertThat(reply.text()).doesNotContain("secret", "Secret", "Software");
    assertThat(Ledgers.disclosed(probe, alliance.orchard)).isEmpty();
    assertThat(get(AGREEMENT + "/standing").json().get("exposure").intValue()).isZero();
  }

  @Test
  void aLedgerThatCannotRecordReleasesNothing() {
    gateway.loseLedger();

    try (var wire = new Wire(gateway.origin())) {
      Reply reply = probe.open(wire.send(query().bytes()).reply());
      Probe.isRefused(reply, 503, "ledger-unavailable");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
