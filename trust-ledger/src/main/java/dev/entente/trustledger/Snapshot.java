package dev.entente.trustledger;

import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.Submission;

/** The durable log at one moment, for showing it to several others alike. Thread-safe. */
public interface Snapshot {
  /** How many entries it has. */
  long size();

  /** Its checkpoint, as the log's key signed it. */
  Note checkpoint();

  /**
   * What a witness is handed that saw the log last at this size: the checkpoint, and the proof that
   * it grew from there.
   *
   * @param oldSize not greater than {@link #size}
   */
  Submission since(long oldSize);
}
