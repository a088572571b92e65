package dev.entente.trustledger.witness;

import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Cosignature;
import dev.entente.trustledger.checkpoint.Equivocation;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.Submission;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.DurableFile;
import dev.entente.trustledger.store.FileTurn;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.ConsistencyProof;
import dev.entente.trustledger.tlog.TreeException;
import dev.entente.trustledger.tlog.TreeHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One log and the newest checkpoint of it that was cosigned. Takes one submission at a time, also
 * where several processes keep it in one folder.
 */
final class WatchedLog {
  /** A checkpoint and the note it stood in. */
  private record Seen(Checkpoint checkpoint, Note note) {}

  private final VerifierKeys log;
  private final Path file;
  private final Path turn;
  private final WitnessKey key;
  private final Evidence evidence;

  private WatchedLog(VerifierKeys log, Path folder, WitnessKey key, Evidence evidence) {
    String name = OriginHash.of(log.name());
    this.log = log;
    this.file = folder.resolve(name + ".checkpoint");
    this.turn = folder.resolve(name + ".lock");
    this.key = key;
    this.evidence = evidence;
  }

  /**
   * Opens what was kept of a log.
   *
   * @throws StoreException if it cannot be read or is none of this log's checkpoints
   */
  static WatchedLog open(VerifierKeys log, Path folder, WitnessKey key, Evidence evidence) {
    var watched = new WatchedLog(log, folder, key, evidence);
    watched.seen();
    return watched;
  }

  private Optional<Seen> seen() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      Note note = Note.parse(in.readNBytes(Note.MAX_BYTES + 1));
      return Optional.of(new Seen(Checkpoint.open(note, log, key.verifier()), note.only(log)));
    } catch (IOException | NoteException e) {
      throw new StoreException(
          ("%s, the newest checkpoint of the log %s that was cosigned, cannot be read as that: %s."
                  + " Bring it back from a backup; without it this witness could cosign a fork")
              .formatted(file, log.name(), e.getMessage()),
          e);
    }
  }

  Optional<Note> newest() {
    return seen().map(Seen::note);
  }

  /**
   * Judges a submission, and remembers its checkpoint if it is cosigned.
   *
   * @param checkpoint the submission's, which the log has signed
   * @throws StoreException if it cannot be made durable; then it is not cosigned
   */
  Verdict take(Submission submission, Checkpoint checkpoint, InstantSource clock) {
    return FileTurn.take(turn, () -> judged(seen(), submission, checkpoint, clock));
  }

  /** As {@link Witness#stepBack}. */
  Optional<Checkpoint> stepBack(Note to, Collection<Note> lost) {
    Checkpoint older = open(to);
    List<Checkpoint> gone = lost.stream().map(this::open).toList();
    return FileTurn.take(
        turn,
        () -> {
          Optional<Checkpoint> seen = seen().map(Seen::checkpoint);
          if (seen.isEmpty() || seen.get().size() <= older.size()) {
            return Optional.empty();
          }
          if (!gone.contains(seen.get())) {
            return seen;
          }
          keep(to.only(log));
          return Optional.empty();
        });
  }

  private Checkpoint open(Note note) {
    return Checkpoint.open(note, log, key.verifier());
  }

  private void keep(Note note) {
    try {
      DurableFile.replace(file, note.toBytes());
    } catch (IOException e) {
      throw new StoreException("what was cosigned cannot be kept in " + file + ": " + e, e);
    }
  }

  private Verdict judged(
      Optional<Seen> seen, Submission submission, Checkpoint checkpoint, InstantSource clock) {
    long size = seen.map(it -> it.checkpoint().size()).orElse(0L);
    Note note = submission.checkpoint().only(log);
    if (seen.isPresent() && size == checkpoint.size() && !root(seen).equals(checkpoint.root())) {
      accuse(seen, note, checkpoint.root(), List.of());
      return new Verdict.Conflict(size);
    }
    if (submission.oldSize() != size) {
      return new Verdict.Conflict(size);
    }
    Optional<String> unproven = unproven(seen, submission, checkpoint, note);
    return unproven.isPresent()
        ? new Verdict.Unproven(unproven.get())
        : cosigned(note, checkpoint, clock);
  }

  private static TreeHash root(Optional<Seen> seen) {
    return seen.map(it -> it.checkpoint().root()).orElse(TreeHash.EMPTY);
  }

  private Optional<String> unproven(
      Optional<Seen> seen, Submission submission, Checkpoint checkpoint, Note note) {
    try {
      var proof = new ConsistencyProof(submission.oldSize(), checkpoint.size(), submission.proof());
      proof
          .shownOldRoot(checkpoint.root())
          .ifPresent(shown -> accuse(seen, note, shown, submission.proof()));
      proof.verify(root(seen), checkpoint.root());
      return Optional.empty();
    } catch (TreeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Keeps the proof, if the checkpoints' trees differ where the older one ends. */
  private void accuse(Optional<Seen> seen, Note note, TreeHash shown, List<TreeHash> proof) {
    seen.filter(it -> !it.checkpoint().root().equals(shown))
        .ifPresent(it -> evidence.keep(log, new Equivocation(shown, proof, it.note(), note)));
  }

  private Verdict cosigned(Note note, Checkpoint checkpoint, InstantSource clock) {
    Cosignature cosignature = key.publicKey().cosign(checkpoint, clock.instant(), key.signer());
    keep(note.with(cosignature));
    return new Verdict.Cosigned(cosignature.toString());
  }
}
