package dev.entente.trustledger.checkpoint;

import dev.entente.trustledger.tlog.TreeHash;
import java.util.Arrays;
import java.util.List;

/**
 * What a log hands to a witness: the body of C2SP tlog-witness's {@code add-checkpoint}. Nothing in
 * it is verified.
 *
 * @param oldSize the size at which the witness is said to have seen the log last
 * @param proof that the log grew from there
 * @param checkpoint a signed {@link Checkpoint}
 */
public record Submission(long oldSize, List<TreeHash> proof, Note checkpoint) {
  private static final String OLD = "old ";

  public Submission {
    proof = List.copyOf(proof);
  }

  /**
   * Reads what {@link #toBytes()} writes.
   *
   * @throws NoteException if the bytes are anything else
   */
  public static Submission parse(byte[] bytes) {
    String whole = Canonical.utf8(bytes);
    int blankLine = whole.indexOf("\n\n");
    if (blankLine < 0 || !whole.startsWith(OLD)) {
      throw new NoteException(
          "a submission is a line `old SIZE`, a proof's hashes, a blank line and a checkpoint");
    }
    List<String> lines = List.of(whole.substring(0, blankLine).split("\n", -1));
    Submission submission =
        new Submission(
            Canonical.decimal(lines.getFirst().substring(OLD.length())),
            HashLines.parse(lines.subList(1, lines.size())),
            Note.parse(Canonical.utf8(whole.substring(blankLine + 2))));
    if (!Arrays.equals(submission.toBytes(), bytes)) {
      throw new NoteException("this submission is not in its canonical form");
    }
    return submission;
  }

  /** The submission in UTF-8. */
  public byte[] toBytes() {
    return Canonical.utf8(toString());
  }

  /** The submission as it is written. */
  @Override
  public String toString() {
    StringBuilder whole = new StringBuilder(OLD).append(oldSize).append('\n');
    proof.forEach(hash -> whole.append(hash).append('\n'));
    return whole.append('\n').append(checkpoint).toString();
  }
}
