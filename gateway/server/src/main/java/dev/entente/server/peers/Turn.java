package dev.entente.server.peers;

import dev.entente.trustledger.Snapshot;
import dev.entente.trustledger.checkpoint.Note;
import java.time.Duration;
import java.util.Optional;

/** When a witness is asked next: not for what it cosigned, and ever later while it does not. */
final class Turn {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final OutsideWitness witness;
  private Optional<Note> last = Optional.empty();
  private Duration wait = Duration.ZERO;
  private long failedAt;

  Turn(OutsideWitness witness) {
    this.witness = witness;
  }

  OutsideWitness witness() {
    return witness;
  }

  boolean isDue(Snapshot now) {
    return last.filter(now.checkpoint()::isOfSameText).isEmpty()
        && (wait.isZero() || System.nanoTime() - failedAt >= wait.toNanos());
  }

  /** It has cosigned; whether it had failed before. */
  boolean succeeded(Snapshot now) {
    boolean again = !wait.isZero();
    last = Optional.of(now.checkpoint());
    wait = Duration.ZERO;
    return again;
  }

  /** It has not; whether it had before. */
  boolean failed() {
    boolean first = wait.isZero();
    Duration longer = first ? FIRST : wait.multipliedBy(2);
    wait = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    failedAt = System.nanoTime();
    return first;
  }
}
