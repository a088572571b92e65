package dev.entente.trustledger;

import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Optional;

/** The newest checkpoint of the log that witnesses have cosigned. Thread-safe. */
final class Cosigned {
  /** A tree's size and root, and the note that says so. */
  record Sealed(long size, TreeHash root, Note note) {}

  private volatile Optional<Sealed> newest = Optional.empty();

  /** Takes one in, unless a newer one is there. */
  synchronized void offer(Checkpoint checkpoint, Note note) {
    if (newest.isEmpty() || newest.get().size() <= checkpoint.size()) {
      newest = Optional.of(new Sealed(checkpoint.size(), checkpoint.root(), note));
    }
  }

  /** This checkpoint, with the cosignatures that belong to exactly it. */
  Note on(Note checkpoint) {
    return newest.map(Sealed::note).filter(checkpoint::isOfSameText).orElse(checkpoint);
  }

  /** The newest one, if its tree has this entry. */
  Optional<Sealed> covering(long index) {
    return newest.filter(it -> index < it.size());
  }
}
