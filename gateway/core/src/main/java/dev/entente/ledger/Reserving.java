package dev.entente.ledger;

import dev.entente.agreement.Standing;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.ledger.Recording.Superseded;
import dev.entente.signature.Sha256;
import java.time.Instant;

/** What became of a wish to have something set aside. */
public sealed interface Reserving
    permits Reserving.Granted, Reserving.Crowded, Exhausted, Superseded {
  /**
   * It is durable, and set aside from now on.
   *
   * @param index of the entry in the log, by which the reservation is named
   * @param leaf the entry's leaf hash (RFC 6962)
   * @param after where the agreement stands after it
   */
  record Granted(long index, Sha256 leaf, Instant time, Reserved entry, Standing after)
      implements Reserving {}

  /** The agreement has as many reservations as it may at that time; nothing was recorded. */
  record Crowded(Standing standing, Instant now) implements Reserving {}
}
