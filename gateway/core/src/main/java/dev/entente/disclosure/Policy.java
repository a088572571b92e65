package dev.entente.disclosure;

import java.util.List;

/**
 * The port to whoever decides what is released. Implementations are thread-safe.
 *
 * <p>A denial is a value, {@link Decision}; failing to decide is {@link
 * dev.entente.problem.Unavailable}, and then nothing leaves: an undefined, malformed or late answer
 * is a failure, never a release.
 */
public interface Policy {
  /** Which policy this is; decisions of two revisions never mix in one answer. */
  PolicyRevision revision();

  /** The policy that decides now, and stays the one it is while others come after it. */
  default Policy current() {
    return this;
  }

  /** Whether it answers now; while it does not, what it answered before counts for nothing. */
  default boolean isAnswering() {
    return true;
  }

  /**
   * Decides all fields of one dataset at once.
   *
   * @throws dev.entente.problem.Unavailable if the policy cannot be asked or its answer not
   *     understood
   */
  Decision decide(PolicyInput input);

  /**
   * What an agreement's next stage asks for, and how far each is met. A raise needs all of them; an
   * empty list would ask for nothing and is a failure to decide.
   *
   * @throws dev.entente.problem.Unavailable if the policy cannot be asked or its answer not
   *     understood
   */
  List<GateState> gates(PromotionInput input);
}
