package dev.entente.ledger;

import dev.entente.signature.Sha256;
import java.time.Duration;
import java.time.Instant;

/**
 * A recovery that stands in the log.
 *
 * @param index of its entry
 */
public record Recovered(long index, Recovery recovery) {
  // A signature lives for five minutes, clocks differ by half a minute either way, and nonces are
  // remembered by the minute.
  private static final Duration FORGOTTEN = Duration.ofMinutes(7);

  /**
   * Of the requests that were signed before the recovery was begun, and so perhaps answered in the
   * part that was lost, none is fresh from here on.
   */
  public Instant over() {
    return recovery.order().issued().plus(FORGOTTEN);
  }

  /** Whether a receipt is of what was lost then: nothing is released before what it was is over. */
  boolean lost(IssuedReceipt receipt) {
    return receipt.index() >= recovery.recover().at().size()
        && !receipt.issued().isAfter(recovery.order().issued());
  }

  /** Whether it names a checkpoint of this size and root as lost. */
  public boolean isLost(long size, Sha256 root) {
    return recovery.recover().lost().stream()
        .anyMatch(lost -> lost.size() == size && lost.root().equals(root));
  }
}
