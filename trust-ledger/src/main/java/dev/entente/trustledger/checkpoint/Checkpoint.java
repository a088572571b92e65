package dev.entente.trustledger.checkpoint;

import dev.entente.trustledger.tlog.TreeException;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.List;

/**
 * What a log says about itself at one size: C2SP tlog-checkpoint.
 *
 * @param origin which log; also the name of the key that signs
 * @param size how many entries it has
 * @param root the root of the tree over them; {@link TreeHash#EMPTY} at size 0
 * @param extensions further lines, not empty, without meaning here; a log of ours writes none
 */
public record Checkpoint(KeyName origin, long size, TreeHash root, List<String> extensions) {

  /** Refuses a negative size, a root that size 0 cannot have, and lines that are none. */
  public Checkpoint {
    extensions = List.copyOf(extensions);
    if (size < 0) {
      throw new NoteException("a log's size is not negative, but this one is " + size);
    }
    if (size == 0 && !root.equals(TreeHash.EMPTY)) {
      throw new NoteException("the root of a log without entries is SHA-256 of nothing");
    }
    for (String line : extensions) {
      if (line.isEmpty() || line.indexOf('\n') >= 0) {
        throw new NoteException("an extension of a checkpoint is one line that is not empty");
      }
    }
  }

  /** A checkpoint without extensions. */
  public Checkpoint(KeyName origin, long size, TreeHash root) {
    this(origin, size, root, List.of());
  }

  /**
   * The checkpoint in a note, if the log signed it.
   *
   * @param logKeys the log's keys, whose name must be the origin
   * @throws NoteException if the note does not {@linkplain Note#open open}, its text is not a
   *     checkpoint, or it is one of another log
   */
  public static Checkpoint open(Note note, VerifierKeys logKeys, NoteVerifier verifier) {
    Checkpoint checkpoint = parse(note.open(logKeys, verifier));
    if (!checkpoint.origin.equals(logKeys.name())) {
      throw new NoteException(
          "the checkpoint is not of the log " + logKeys.name() + ", whose key signed it");
    }
    return checkpoint;
  }

  private static Checkpoint parse(String text) {
    // The text ends in a newline, so the last part is empty.
    List<String> lines = List.of(text.split("\n", -1));
    if (lines.size() < 4) {
      throw new NoteException("a checkpoint is an origin, a size and a root, each on a line");
    }
    Checkpoint checkpoint =
        new Checkpoint(
            new KeyName(lines.get(0)),
            Canonical.decimal(lines.get(1)),
            root(lines.get(2)),
            lines.subList(3, lines.size() - 1));
    if (!checkpoint.text().equals(text)) {
      throw new NoteException("this checkpoint is not in its canonical form");
    }
    return checkpoint;
  }

  private static TreeHash root(String base64) {
    try {
      return TreeHash.parse(base64);
    } catch (TreeException malformed) {
      throw new NoteException("the root of a checkpoint: " + malformed.getMessage());
    }
  }

  /**
   * The checkpoint as a signed note.
   *
   * @param logKey the public half of the signer's key, whose name must be the origin
   * @throws NoteException if it is not, or the signer does not make 64 bytes
   */
  public Note sign(VerifierKey logKey, NoteSigner signer) {
    if (!origin.equals(logKey.name())) {
      throw new NoteException(
          "a checkpoint of %s is not signed by the key of %s".formatted(origin, logKey.name()));
    }
    return Note.sign(text(), logKey, signer);
  }

  /** The text that is signed. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(origin).append('\n').append(size).append('\n').append(root).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
