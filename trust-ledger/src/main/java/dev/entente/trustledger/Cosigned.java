package dev.entente.trustledger;

import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import java.util.Optional;

/** The newest checkpoint of the log that witnesses have cosigned. Thread-safe. */
final class Cosigned {
  private volatile Optional<CosignedCheckpoint> newest = Optional.empty();

  /** Takes one in, unless a newer one is there. */
  synchronized void offer(Checkpoint checkpoint, Note note) {
    if (newest.isEmpty() || newest.get().size() <= checkpoint.size()) {
      newest = Optional.of(new CosignedCheckpoint(checkpoint.size(), checkpoint.root(), note));
    }
  }

  Optional<CosignedCheckpoint> newest() {
    return newest;
  }

  /** This checkpoint, with the cosignatures that belong to exactly it. */
  Note on(Note checkpoint) {
    return newest.map(CosignedCheckpoint::note).filter(checkpoint::isOfSameText).orElse(checkpoint);
  }

  /** The newest one, if its tree has this entry. */
  Optional<CosignedCheckpoint> covering(long index) {
    return newest.filter(it -> index < it.size());
  }
}
