package dev.entente.policies.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.disclosure.Deliberated;
import dev.entente.disclosure.Deliberated.Upshot;
import dev.entente.json.Json;
import dev.entente.policies.Questions;
import dev.entente.policies.log.LogCounts.Loss;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a decision to the bytes that are kept of it. */
class LoggedDecisionsTest {
  private static final Map<String, String> LABELS = Map.of("id", "p1", "version", "1");

  private final FakeEngine engine = new FakeEngine();
  private final Counted counts = new Counted();
  private final List<byte[]> kept = new ArrayList<>();
  private final Sink sink =
      new Sink() {
        @Override
        public void take(Batch batch) {
          kept.addAll(batch.events());
        }

        @Override
        public void close() {}
      };

  @Test
  void anEventSaysWhatOpasDo() {
    Deliberated decision = SampleDecisions.by(engine);
    log(decision);
    JsonNode event = Json.read(kept.getFirst());
    assertThat(event.propertyStream().map(Map.Entry::getKey))
        .containsExactly(
            "labels",
            "decision_id",
            "bundles",
            "path",
            "input",
            "result",
            "requested_by",
            "timestamp",
            "metrics",
            "custom");
    assertThat(event.get("decision_id").textValue()).isEqualTo(decision.id().toString());
    assertThat(event.get("labels")).isEqualTo(Json.tree(LABELS));
    assertThat(event.at("/bundles/entente/revision").textValue())
        .isEqualTo(engine.revision().value());
    assertThat(event.get("path").textValue()).isEqualTo("entente/disclosure/decision");
    assertThat(event.get("input").toString()).isEqualTo(decision.input().json().toString());
    assertThat(event.get("timestamp").textValue()).isEqualTo("2026-11-26T07:05:33.123456789Z");
    assertThat(event.at("/metrics/timer_entente_decide_ns").longValue()).isEqualTo(1234);
    assertThat(event.at("/custom/outcome").textValue()).isEqualTo("released");
  }

  @Test
  void aFailureToDecideHasAnErrorAndNoResult() {
    log(
        SampleDecisions.of(
            engine, Questions.early().input(), new Upshot.Failed(PolicyFailure.SLOW)));
    JsonNode event = Json.read(kept.getFirst());
    assertThat(event.has("result")).isFalse();
    assertThat(event.at("/error/code").textValue()).isEqualTo("slow");
  }

  @Test
  void whatIsMaskedIsInNoByte() {
    engine.masking(_ -> rules("[\"/input/partner\"]"));
    log(SampleDecisions.by(engine));
    assertThat(text())
        .doesNotContain("Orchard Devices")
        .contains("\"erased\":[\"/input/partner\"]");
  }

  @Test
  void theRulesSeeTheWholeEvent() {
    engine.masking(
        event -> {
          assertThat(event.at("/input/partner").textValue()).isEqualTo("Orchard Devices");
          assertThat(event.at("/labels/id").textValue()).isEqualTo("p1");
          return Optional.empty();
        });
    log(SampleDecisions.by(engine));
    assertThat(kept).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[\"/labels\"]", "[\"/input/partner\",7]", "null"})
  void whereMaskingIsNotUnderstoodNothingIsKept(String rules) {
    engine.masking(_ -> rules(rules));
    log(SampleDecisions.by(engine));
    assertThat(kept).isEmpty();
    assertThat(counts.lost()).isEqualTo(Map.of(Loss.MASKING_FAILED, 1L));
  }

  @Test
  void whereMaskingFailsNothingIsKept() {
    engine.masking(
        _ -> {
          throw Unavailable.policy(PolicyFailure.UNREACHABLE, "gone", null);
        });
    log(SampleDecisions.by(engine));
    assertThat(kept).isEmpty();
    assertThat(counts.lost()).isEqualTo(Map.of(Loss.MASKING_FAILED, 1L));
  }

  @Test
  void whatThePolicyDropsIsNotKept() {
    engine.dropping(Json.tree(true));
    log(SampleDecisions.by(engine));
    assertThat(kept).isEmpty();
    assertThat(counts.lost()).isEqualTo(Map.of(Loss.DROPPED_BY_POLICY, 1L));
  }

  @Test
  void aDropThatIsNoBooleanIsAFailure() {
    engine.dropping(Json.tree("yes"));
    log(SampleDecisions.by(engine));
    assertThat(counts.lost()).isEqualTo(Map.of(Loss.MASKING_FAILED, 1L));
  }

  @Test
  void aQueueThatIsFullHoldsNobodyUp() throws InterruptedException {
    var asked = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    engine.masking(
        _ -> {
          asked.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Optional.empty();
        });
    try (var log = new LoggedDecisions(2, engine, LABELS, counts, sink)) {
      log.decided(SampleDecisions.by(engine));
      asked.await();
      for (int i = 0; i < 5; i++) {
        log.decided(SampleDecisions.by(engine));
      }
      assertThat(counts.lost()).isEqualTo(Map.of(Loss.QUEUE_FULL, 3L));
      goOn.countDown();
    }
    assertThat(kept).hasSize(3);
  }

  @Test
  void oneThatFailsDoesNotStopTheNext() {
    engine.masking(
        event ->
            event.at("/input/stage").textValue().equals("mid") ? rules("7") : Optional.empty());
    log(
        SampleDecisions.by(engine, Questions.early().at("mid").input()),
        SampleDecisions.by(engine));
    assertThat(kept).hasSize(1);
  }

  private void log(Deliberated... decisions) {
    try (var log = new LoggedDecisions(10, engine, LABELS, counts, sink)) {
      for (Deliberated decision : decisions) {
        log.decided(decision);
      }
    }
  }

  private String text() {
    return new String(kept.getFirst(), StandardCharsets.UTF_8);
  }

  private static Optional<JsonNode> rules(String json) {
    return Optional.of(Json.read(json.getBytes(StandardCharsets.UTF_8)));
  }
}
