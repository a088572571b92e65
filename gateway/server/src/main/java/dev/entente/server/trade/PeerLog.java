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
import dev.entente.trustledger.checkpoint.Submission;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.witness.Evidence;
import dev.entente.trustledger.witness.Verdict;
import dev.entente.trustledger.witness.Witness;
import java.util.Optional;

/**
 * The peer's log, which must have grown from the newest that our witness has cosigned of it. What
 * is seen here is shown to the witness, so there is one memory of what was seen.
 */
record PeerLog(VerifierKeys key, FollowedLog log, Witness witness, Evidence evidence) {

  private static final int MOST_LOOKS = 5;

  /** What there is to see. */
  sealed interface Look {
    /** The log as it is now. */
    record Whole(View view) implements Look {}

    /** It is not the one that it was. */
    record Broken(Difference difference) implements Look {}
  }

  /**
   * Looks at it.
   *
   * @throws NoAnswer if it cannot be read, or what is served does not belong together
   */
  Look look() {
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      Optional<Look> look = once();
      if (look.isPresent()) {
        return look.get();
      }
    }
    throw new NoAnswer("the peer's log grew at each look at it; the next round looks again");
  }

  /** Empty if the peer had its log cosigned here meanwhile, and so there is more to see. */
  private Optional<Look> once() {
    try {
      Optional<Note> before = witness.newest(key.name());
      return switch (log.look(before)) {
        case Story.Grown(var newest, var note) -> witnessed(before, log.at(newest), note);
        case Story.Shorter(var newest) ->
            Optional.of(broken("shorter", before, "has %d entries now".formatted(newest.size())));
        case Story.Forked(var proof) -> {
          evidence.keep(key, proof);
          yield Optional.of(
              broken("forked", before, "did not grow from that; there is a proof of it"));
        }
      };
    } catch (NoteException e) {
      throw new NoAnswer("what was seen of the peer's log is not of its key: " + e.getMessage());
    }
  }

  /** Shows it to our own witness, as the peer itself would. */
  private Optional<Look> witnessed(Optional<Note> before, View view, Note note)
      throws NoteException {
    long size = before.isPresent() ? open(before.get()).size() : 0;
    var submission = new Submission(size, view.consistencyProof(size).hashes(), note.only(key));
    return switch (witness.add(submission.toBytes())) {
      case Verdict.Cosigned _ -> Optional.of(new Look.Whole(view));
      case Verdict.Unproven _ -> Optional.of(broken("forked", before, "did not grow from that"));
      case Verdict.Conflict _ -> Optional.empty();
      case Verdict.Malformed _, Verdict.UnknownLog _, Verdict.Unsigned _ ->
          throw new IllegalStateException("the witness does not know the peer's log");
    };
  }

  private Checkpoint open(Note note) throws NoteException {
    return Checkpoint.open(note, key, NoteVerifier.ofPlatform());
  }

  /** Named by what was seen before, so that it is the same while it lasts, and another later. */
  private Look broken(String how, Optional<Note> before, String says) throws NoteException {
    Checkpoint held = open(before.orElseThrow());
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
