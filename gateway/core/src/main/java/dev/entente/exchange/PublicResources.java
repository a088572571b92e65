package dev.entente.exchange;

import dev.entente.problem.Outcome;
import dev.entente.signature.RequestHead;
import java.util.Optional;

/** What anyone may read, whether the request is signed or not. Thread-safe. */
@FunctionalInterface
public interface PublicResources {
  /**
   * What is answered at the head's path, or why not; empty where nothing public stands, so that the
   * call is a partner's. May block.
   *
   * @throws dev.entente.problem.Unavailable if it cannot be read
   */
  Optional<Outcome<Answer>> find(RequestHead head);

  /** Nothing is public. */
  static PublicResources none() {
    return _ -> Optional.empty();
  }
}
