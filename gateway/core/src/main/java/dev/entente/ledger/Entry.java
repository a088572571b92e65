package dev.entente.ledger;

import dev.entente.signature.Salt;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One entry of the log: when what happened. Its bytes are {@link EntryJson}'s.
 *
 * @param time in whole milliseconds
 */
public record Entry(Instant time, Salt salt, Event event) {
  public Entry {
    time = time.truncatedTo(ChronoUnit.MILLIS);
  }
}
