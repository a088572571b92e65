package dev.entente.signature;

/** Remembers which nonces are spent. The ledger does it, in its own commit. */
public interface Nonces {
  /**
   * Spends the nonce: true for exactly one of any number of callers, at once or one after another;
   * false for all others until the nonce has expired.
   *
   * <p>The claim is durable before any answer to its request leaves, so that a restart or another
   * replica does not take the request again. Thread-safe; may block.
   *
   * @throws dev.entente.problem.Unavailable if it cannot be decided or recorded
   */
  boolean claim(Nonce nonce);
}
