package dev.entente.ledger;

import dev.entente.problem.Outcome;
import java.util.List;

/** A step that changes trust, decided against trust as it is when the step is taken. */
@FunctionalInterface
public interface Change {
  /**
   * Decides what to record, in order; nothing if nothing has to be, because it is so already.
   * Called by the writer, at most once for each attempt: must be quick and must not block.
   *
   * @param next the index that the first of its entries will have
   */
  Outcome<List<Event>> against(Trust trust, long next);
}
