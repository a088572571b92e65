package dev.entente.server.trade;

import dev.entente.ledger.Difference;
import dev.entente.ledger.Difference.Side;
import dev.entente.server.client.NoAnswer;
import dev.entente.server.peers.FollowedLog;
import dev.entente.server.peers.FollowedLog.Story;
import dev.entente.server.peers.FollowedLog.View;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.VerifierKey;
import dev.entente.trustledger.witness.Evidence;
import java.util.Optional;

/** The peer's log, which must have grown from what was seen of it in the round before. */
record PeerLog(VerifierKey key, FollowedLog log, SeenCheckpoint seen, Evidence evidence) {

  /** What there is to see. */
  sealed interface Look {
    /** The log as it is now. */
    record Whole(View view) implements Look {}

    /** It is not the one that it was. */
    record Broken(Difference difference) implements Look {}
  }

  /**
   * Looks at it; what is seen is remembered.
   *
   * @throws NoAnswer if it cannot be read, or what is served does not belong together
   */
  Look look() {
    try {
      Optional<Note> before = seen.read();
      return switch (log.look(before)) {
        case Story.Grown(var newest, var note) -> {
          seen.keep(note);
          yield new Look.Whole(log.at(newest));
        }
        case Story.Shorter(var newest) ->
            broken("shorter", before, "has %d entries now".formatted(newest.size()));
        case Story.Forked(var proof) -> {
          evidence.keep(key, proof);
          yield broken("forked", before, "did not grow from that; there is a proof of it");
        }
      };
    } catch (NoteException e) {
      throw new NoAnswer("what was seen of the peer's log is not of its key: " + e.getMessage());
    }
  }

  /** Named by what was seen before, so that it is the same while it lasts, and another later. */
  private Look broken(String how, Optional<Note> before, String says) throws NoteException {
    Checkpoint held = Checkpoint.open(before.orElseThrow(), key, NoteVerifier.ofPlatform());
    return new Look.Broken(
        new Difference(
            "log-%s-after-%d".formatted(how, held.size()),
            "the log " + key.name(),
            new Side(
                "as it was seen here",
                Optional.empty(),
                "had %d entries with the root %s".formatted(held.size(), held.root())),
            new Side(key.name().value(), Optional.empty(), says)));
  }
}
