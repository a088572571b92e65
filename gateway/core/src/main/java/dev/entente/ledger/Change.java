package dev.entente.ledger;

import dev.entente.problem.Outcome;
import java.util.Optional;

/** A step that changes trust, decided against trust as it is when the step is taken. */
@FunctionalInterface
public interface Change {
  /**
   * Decides what to record; empty if nothing has to be, because it is so already. Called by the
   * writer, at most once for each attempt: must be quick and must not block.
   */
  Outcome<Optional<Event>> against(Trust trust);
}
