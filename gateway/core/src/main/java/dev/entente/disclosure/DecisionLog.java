package dev.entente.disclosure;

/**
 * The port to whoever keeps or counts decisions. It is told of each on the thread of the request
 * that it is for, so implementations neither block nor throw. Thread-safe.
 */
@FunctionalInterface
public interface DecisionLog {
  void decided(Deliberated deliberated);

  /** So many records came from a source although the policy excludes them, and went no further. */
  default void heldBack(int records) {}

  /** Told of everything, keeps nothing. */
  static DecisionLog none() {
    return _ -> {};
  }

  /** Both are told, this one first. */
  default DecisionLog and(DecisionLog other) {
    DecisionLog first = this;
    return new DecisionLog() {
      @Override
      public void decided(Deliberated deliberated) {
        first.decided(deliberated);
        other.decided(deliberated);
      }

      @Override
      public void heldBack(int records) {
        first.heldBack(records);
        other.heldBack(records);
      }
    };
  }
}
