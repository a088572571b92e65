package dev.entente.governance;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Event;
import java.util.List;
import java.util.Optional;

/**
 * An order that was carried out.
 *
 * @param entries what was recorded, in order; durable
 * @param standing where its agreement stands after it
 */
public record Done(List<Recorded> entries, Optional<Standing> standing) {
  /** An entry at its place in the log. */
  public record Recorded(long index, Event event) {}

  public Done {
    entries = List.copyOf(entries);
  }
}
