package dev.entente.signature;

import java.time.Instant;

/** What an answer's signature proves. */
public sealed interface AnswerProof {
  /**
   * The gateway gave this answer to this very request.
   *
   * @param message the hash of the answer's signature base
   */
  record Addressed(KeyId key, Instant created, Sha256 message) implements AnswerProof {}

  /**
   * The gateway signed this answer, but not to whom: a refusal before it knew who was asking, or a
   * public resource. Someone in between could have taken it from another exchange.
   */
  record Unaddressed(KeyId key, Instant created) implements AnswerProof {}

  /** Nothing is proved. */
  record Unproved(String because) implements AnswerProof {}
}
