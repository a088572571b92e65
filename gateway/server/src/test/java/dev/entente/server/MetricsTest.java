package dev.entente.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.disclosure.Decided;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.Deliberated;
import dev.entente.disclosure.Deliberated.Upshot;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.disclosure.Rows;
import dev.entente.policies.log.LogCounts.Loss;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted stands in what Prometheus reads. */
class MetricsTest {
  @TempDir private Path folder;
  private final Metrics metrics = new Metrics();

  @ParameterizedTest
  @EnumSource
  void aFailureToDecideIsCountedByItsCause(PolicyFailure failure) {
    Policy broken =
        policy(
            _ -> {
              throw Unavailable.policy(failure, "broken", null);
            });
    var watched =
        new WatchedPolicy(broken, new Symptom(InstantSource.system()), metrics::failed, () -> {});
    assertThatThrownBy(() -> watched.decide(input())).isInstanceOf(Unavailable.class);
    assertThat(lines()).contains("entente_policy_failures_total{cause=\"" + failure + "\"} 1.0");
  }

  @Test
  void whatGoesBeyondTheTermsIsCounted() {
    Policy generous =
        policy(
            input ->
                new Decision(
                    input.dataset().fields().stream()
                        .map(Field::name)
                        .collect(
                            Collectors.toMap(
                                Function.identity(),
                                _ -> new Released(new Release.Full(), Optional.empty()))),
                    Map.of(),
                    new Rows.Every()));
    Decided decided = Decided.by(generous, input(), DecisionId.fresh());
    assertThat(decided.heldBack())
        .containsExactly(new FieldName("employees"), new FieldName("margin"));
    tell(new Upshot.Released(decided));
    assertThat(lines())
        .contains(
            "entente_held_back_total{what=\"field\"} 2.0",
            "entente_decisions_total{outcome=\"released\"} 1.0");
  }

  @Test
  void whatBecomesOfBundlesAndOfTheLogIsCounted() {
    metrics.activated();
    metrics.refused();
    metrics.kept(3);
    metrics.lost(Loss.MASKING_FAILED, 2);
    tell(new Upshot.Failed(PolicyFailure.SLOW));
    assertThat(lines())
        .contains(
            "entente_policy_bundles_total{outcome=\"activated\"} 1.0",
            "entente_policy_bundles_total{outcome=\"refused\"} 1.0",
            "entente_decision_log_events_total 3.0",
            "entente_decision_log_lost_total{cause=\"masking-failed\"} 2.0",
            "entente_decisions_total{outcome=\"failed\"} 1.0");
  }

  private void tell(Upshot upshot) {
    metrics.decided(
        new Deliberated(
            DecisionId.fresh(),
            Instant.EPOCH,
            input(),
            Optional.empty(),
            new KeyId(Sha256.hash()),
            Sha256.hash(),
            Duration.ZERO,
            upshot));
  }

  private List<String> lines() {
    return new String(metrics.answer().body(), UTF_8).lines().toList();
  }

  private PolicyInput input() {
    var terms = new TinyAlliance(folder).read().agreements().values().iterator().next().terms();
    return new PolicyInput(
        terms,
        terms.datasets().firstEntry().getValue(),
        terms.ladder().first(),
        Optional.of("joint-planning"),
        LocalDate.EPOCH,
        new TreeSet<>(),
        new TreeSet<>(),
        new TreeSet<>(),
        new LinkedHashSet<>(),
        new TreeSet<>());
  }

  private static Policy policy(Function<PolicyInput, Decision> decide) {
    return new Policy() {
      @Override
      public PolicyRevision revision() {
        return PolicyRevision.of(new byte[0]);
      }

      @Override
      public Decision decide(PolicyInput input) {
        return decide.apply(input);
      }

      @Override
      public List<GateState> gates(PromotionInput input) {
        return List.of();
      }
    };
  }
}
