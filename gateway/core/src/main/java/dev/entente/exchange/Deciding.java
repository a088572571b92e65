package dev.entente.exchange;

import dev.entente.disclosure.Decided;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.DecisionLog;
import dev.entente.disclosure.Deliberated;
import dev.entente.disclosure.Deliberated.Upshot;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.exchange.Planner.Prospect;
import dev.entente.problem.Outcome;
import dev.entente.problem.Outcome.Passed;
import dev.entente.problem.Outcome.Refused;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Problem;
import dev.entente.problem.Unavailable;
import dev.entente.signature.VerifiedHead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the policy under an id, and tells of each decision and of each failure to decide. */
record Deciding(Policy policy, DecisionLog log, InstantSource clock) {
  private static final String MEMBER = "decision";

  /**
   * What the plan comes to that is made under the decision.
   *
   * @param head of the request that it is for; where there is none nobody is told
   */
  Outcome<Prospect> on(
      PolicyInput input, Optional<VerifiedHead> head, Function<Decided, Outcome<Prospect>> plan) {
    DecisionId id = DecisionId.fresh();
    Instant time = clock.instant();
    long began = System.nanoTime();
    Decided decided;
    try {
      decided = Decided.by(policy, input, id);
    } catch (Unavailable e) {
      var failed = new Upshot.Failed(e.failure().orElse(PolicyFailure.FAILED));
      tell(input, head, id, time, inForce(), System.nanoTime() - began, failed);
      return Outcome.refused(named(id, Failure.of(e)));
    }
    long took = System.nanoTime() - began;
    Outcome<Prospect> outcome = named(id, () -> plan.apply(decided));
    tell(input, head, id, time, Optional.of(decided.policy()), took, upshot(decided, outcome));
    return outcome;
  }

  /** Which policy failed, if it can say at least that. */
  private Optional<PolicyRevision> inForce() {
    try {
      return Optional.of(policy.revision());
    } catch (Unavailable e) {
      return Optional.empty();
    }
  }

  private void tell(
      PolicyInput input,
      Optional<VerifiedHead> head,
      DecisionId id,
      Instant time,
      Optional<PolicyRevision> decides,
      long nanos,
      Upshot upshot) {
    head.ifPresent(
        it ->
            log.decided(
                new Deliberated(
                    id,
                    time,
                    input,
                    decides,
                    it.key(),
                    it.hash(),
                    Duration.ofNanos(nanos),
                    upshot)));
  }

  private static Upshot upshot(Decided decided, Outcome<Prospect> outcome) {
    return switch (outcome) {
      case Passed<Prospect>(Prospect prospect) ->
          prospect.plan().showsAnything()
              ? new Upshot.Released(decided)
              : new Upshot.Withheld(decided);
      case Refused<Prospect>(Problem problem) -> new Upshot.Refused(decided, problem.code());
    };
  }

  static <T> Outcome<T> named(DecisionId id, Supplier<Outcome<T>> rest) {
    Outcome<T> outcome;
    try {
      outcome = rest.get();
    } catch (Unavailable e) {
      return Outcome.refused(named(id, Failure.of(e)));
    }
    return outcome instanceof Refused<T>(Problem problem)
        ? Outcome.refused(named(id, problem))
        : outcome;
  }

  /** The problem with the decision's id, unless it names one that was made after it. */
  private static Problem named(DecisionId id, Problem problem) {
    return problem.members().containsKey(MEMBER) ? problem : problem.with(MEMBER, id.toString());
  }
}
