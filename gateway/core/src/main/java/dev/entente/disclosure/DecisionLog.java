package dev.entente.disclosure;

/**
 * The port to whoever keeps or counts decisions. It is told of each on the thread of the request
 * that it is for, so implementations neither block nor throw. Thread-safe.
 */
@FunctionalInterface
public interface DecisionLog {
  void decided(Deliberated deliberated);

  /** Told of everything, keeps nothing. */
  static DecisionLog none() {
    return _ -> {};
  }

  /** Both are told, this one first. */
  default DecisionLog and(DecisionLog other) {
    return deliberated -> {
      decided(deliberated);
      other.decided(deliberated);
    };
  }
}
