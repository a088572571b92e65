package dev.entente.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.server.client.FakeGateway.Spoiled;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import dev.entente.signature.SigningKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** To wait for a head that never comes is not interrupted, so each test has a thread of its own. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PartsTest {
  private static final String LINES = "{\"ticker\":\"ACME\"}\n";

  private final SigningKey key = SigningKey.generate();
  private final FakeGateway gateway = new FakeGateway(key);
  private final CountDownLatch bodies = new CountDownLatch(1);
  private PartnerClient client;

  @BeforeEach
  void open() {
    client = PartnerClient.connect(gateway.origin(), key);
  }

  @AfterEach
  void close() {
    bodies.countDown();
    client.close();
    gateway.close();
  }

  private Parts parts() {
    return client
        .agreement(new AgreementId("orchard"))
        .parts(new DatasetId("accounts"), 7, Ask.everything(), Optional.empty());
  }

  private void calls(int count) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(gateway.calls())
                    .hasSize(count)
                    .containsOnly("POST /v1/agreements/orchard/datasets/accounts/exports/7"));
  }

  @Test
  void theNextIsAskedForWhileOneIsOnItsWay() throws Exception {
    gateway.answering(Map.of("next", "c"), LINES).holding(bodies);
    Parts parts = parts();
    var first = new FutureTask<>(parts::next);
    Thread.startVirtualThread(first);
    calls(2);
    assertThat(first.isDone()).as("its body is not there").isFalse();
    bodies.countDown();
    assertThat(first.get(5, TimeUnit.SECONDS)).isInstanceOf(Answered.class);
    calls(2);
    assertThat(parts.hasNext()).isTrue();
  }

  @Test
  void afterTheLastThereIsNone() {
    gateway.answering(Map.of("stage", "early"), LINES);
    Parts parts = parts();
    assertThat(parts.next()).isInstanceOf(Answered.class);
    assertThat(parts.hasNext()).isFalse();
    calls(1);
  }

  @Test
  void aRefusalIsTheLast() {
    gateway.answering(
        403, Map.of("type", "urn:entente:problem:reciprocity-exhausted", "detail", "dry"));
    Parts parts = parts();
    assertThat(parts.next()).isInstanceOf(Refused.class);
    assertThat(parts.hasNext()).isFalse();
    calls(1);
  }

  @Test
  void onAHeadThatIsNotProvedNothingMoreIsAskedFor() {
    gateway.answering(Map.of("next", "c"), LINES).spoiled(Spoiled.BY_ANOTHER_KEY);
    Parts parts = parts();
    assertThatThrownBy(parts::next)
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining("which is not a key of the gateway");
    calls(1);
  }

  @Test
  void aBodyThatIsNotTheOneOfItsHeadIsNotUsed() {
    gateway.answering(Map.of("next", "c"), LINES).spoiled(Spoiled.BODY_CHANGED);
    assertThatThrownBy(parts()::next)
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining("sha-256 differs");
  }

  @Test
  void whereNothingAnswersThatIsSaid() {
    gateway.close();
    assertThatThrownBy(parts()::next)
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining(gateway.origin().toString());
  }
}
