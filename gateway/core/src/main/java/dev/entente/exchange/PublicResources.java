package dev.entente.exchange;

import dev.entente.problem.Outcome;
import dev.entente.signature.Body;
import dev.entente.signature.RequestHead;
import java.util.Optional;

/** What anyone may call, whether the request is signed or not. Thread-safe. */
@FunctionalInterface
public interface PublicResources {
  /**
   * What is answered at the head's path, or why not; empty where nothing public stands, so that the
   * call is a partner's. May block.
   *
   * @param body of the request; read only by a call that takes one, within its own limit
   * @throws dev.entente.problem.Unavailable if it cannot be read or recorded
   */
  Optional<Outcome<Answer>> find(RequestHead head, Body body);

  /** Nothing is public. */
  static PublicResources none() {
    return (_, _) -> Optional.empty();
  }
}
