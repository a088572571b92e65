package dev.entente.trustledger.witness;

import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.KeyName;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.Submission;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.DurableFile;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Cosigns the checkpoints of the logs it knows. Thread-safe; blocks. */
public final class Witness {
  /** The largest submission that is taken: a checkpoint with many signatures, and a proof. */
  public static final int MOST_BYTES = 1 << 16;

  private record Known(VerifierKeys key, WatchedLog log) {}

  private final Map<String, Known> logs;
  private final WitnessKey key;
  private final InstantSource clock;

  private Witness(Map<String, Known> logs, WitnessKey key, InstantSource clock) {
    this.logs = logs;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Opens a witness with what it kept.
   *
   * @param logs those it knows, of different names
   * @param folder where it keeps their newest checkpoints; shared by all that sign with the key
   * @throws StoreException if what it kept cannot be read
   */
  public static Witness open(
      Collection<? extends VerifierKeys> logs,
      Path folder,
      WitnessKey key,
      Evidence evidence,
      InstantSource clock) {
    Map<String, Known> known = new LinkedHashMap<>();
    try {
      DurableFile.directory(folder);
    } catch (IOException e) {
      throw new StoreException(folder + " cannot be made: " + e.getMessage(), e);
    }
    for (VerifierKeys log : logs) {
      known.put(log.name().value(), new Known(log, WatchedLog.open(log, folder, key, evidence)));
    }
    return new Witness(known, key, clock);
  }

  /**
   * Judges the body of an {@code add-checkpoint}.
   *
   * @throws StoreException if a checkpoint cannot be made durable; then it is not cosigned
   */
  public Verdict add(byte[] body) {
    Submission submission;
    try {
      submission = Submission.parse(body);
    } catch (NoteException e) {
      return new Verdict.Malformed(String.valueOf(e.getMessage()));
    }
    Known known = logs.get(submission.checkpoint().claimedOrigin());
    return known == null
        ? new Verdict.UnknownLog("this witness knows no log of that origin")
        : add(submission, known);
  }

  private Verdict add(Submission submission, Known known) {
    Note note = submission.checkpoint();
    try {
      note.open(known.key(), key.verifier());
    } catch (NoteException e) {
      return new Verdict.Unsigned(String.valueOf(e.getMessage()));
    }
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.open(note, known.key(), key.verifier());
    } catch (NoteException e) {
      // Signed by the log, and yet nothing that a log can be.
      return new Verdict.Malformed(String.valueOf(e.getMessage()));
    }
    return submission.oldSize() > checkpoint.size()
        ? new Verdict.Malformed("the old size is greater than the checkpoint's")
        : known.log().take(submission, checkpoint, clock);
  }

  /**
   * Has it hold a log to an older checkpoint from now on: a recovery lost what came after it, and
   * the people here consented to that. Beside a gateway that cosigns it is safe too.
   *
   * @param to a checkpoint of the log, signed by it
   * @param lost those that the recovery names; what was cosigned last must be one of them, or no
   *     newer than {@code to}
   * @return what was cosigned last, if it is none of them; it stays then
   * @throws IllegalArgumentException if this witness knows no such log
   * @throws NoteException if one of them is not the log's
   * @throws StoreException if it cannot be made durable; then it stays as it was
   */
  public Optional<Checkpoint> stepBack(KeyName log, Note to, Collection<Note> lost) {
    Known known = logs.get(log.value());
    if (known == null) {
      throw new IllegalArgumentException("this witness knows no log " + log);
    }
    return known.log().stepBack(to, lost);
  }

  /** The newest checkpoint of a log that was cosigned, as the log signed it. */
  public Optional<Note> newest(KeyName log) {
    return Optional.ofNullable(logs.get(log.value())).flatMap(known -> known.log().newest());
  }

  /** The key that it signs with. */
  public WitnessKey key() {
    return key;
  }
}
