package dev.entente.policies.log;

import dev.entente.disclosure.Decided;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.Deliberated;
import dev.entente.disclosure.Deliberated.Upshot;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.policies.Questions;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decisions of one question. */
public final class SampleDecisions {
  public static final Instant TIME = Instant.parse("2026-11-26T07:05:33.123456789Z");

  private SampleDecisions() {}

  /** What the policy decides, on its way to a log. */
  public static Deliberated by(Policy policy, PolicyInput input) {
    return of(policy, input, new Upshot.Released(Decided.by(policy, input, DecisionId.fresh())));
  }

  static Deliberated by(Policy policy) {
    return by(policy, Questions.early().input());
  }

  static Deliberated of(Policy policy, PolicyInput input, Upshot upshot) {
    DecisionId id =
        upshot instanceof Upshot.Released(var decided) ? decided.id() : DecisionId.fresh();
    return new Deliberated(
        id,
        TIME,
        input,
        Optional.of(policy.revision()),
        new KeyId(Sha256.hash()),
        Sha256.hash(new byte[1]),
        Duration.ofNanos(1234),
        upshot);
  }
}
