package dev.entente.disclosure;

import dev.entente.catalog.FieldName;
import java.util.List;

/**
 * A decision that was made, within the terms, and on what.
 *
 * @param policy who decided
 * @param answered what the policy answered
 * @param decision what holds: the answer, less what went beyond the terms
 * @param heldBack the fields that did
 */
public record Decided(
    DecisionId id,
    PolicyInput input,
    PolicyRevision policy,
    Decision answered,
    Decision decision,
    List<FieldName> heldBack) {

  public Decided {
    heldBack = List.copyOf(heldBack);
  }

  /**
   * Asks the policy.
   *
   * @throws dev.entente.problem.Unavailable if it cannot decide
   */
  public static Decided by(Policy policy, PolicyInput input, DecisionId id) {
    Policy current = policy.current(); // so that another that comes between does not decide
    PolicyRevision revision = current.revision();
    Decision answered = current.decide(input);
    Guard.Held held = Guard.held(answered, input);
    Guard.alarm(held, input);
    return new Decided(id, input, revision, answered, held.decision(), held.back());
  }
}
