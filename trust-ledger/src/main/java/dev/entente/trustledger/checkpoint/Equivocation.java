package dev.entente.trustledger.checkpoint;

import dev.entente.trustledger.tlog.ConsistencyProof;
import dev.entente.trustledger.tlog.TreeException;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Arrays;
import java.util.List;

/**
 * Two checkpoints that one log signed and that no log can have: the proof that it told two stories.
 * It is checked without the log, and nobody can make it but by the log's own two signatures.
 *
 * <p>The newer checkpoint's tree has, at the older one's size, another root than the older one
 * says. That it has is shown by a consistency proof from that root to the newer one; at one size
 * the root is the newer checkpoint's own and the proof has no hashes.
 *
 * @param root that the newer checkpoint's tree has at the older one's size
 * @param proof from it to the newer checkpoint's root
 */
public record Equivocation(TreeHash root, List<TreeHash> proof, Note older, Note newer) {
  private static final String VERSION = "entente/equivocation@v1";
  private static final String ROOT = "root ";
  // The lines before, and of each checkpoint its text and its signatures.
  private static final int PARTS = 5;

  public Equivocation {
    proof = List.copyOf(proof);
  }

  /** The two checkpoints, which the log is now known to have signed. */
  public record Proven(Checkpoint older, Checkpoint newer) {}

  /**
   * Reads what {@link #toBytes()} writes. Nothing is verified yet.
   *
   * @throws NoteException if the bytes are not such a proof in its canonical form
   */
  public static Equivocation parse(byte[] bytes) {
    String whole = Canonical.utf8(bytes);
    // Neither a checkpoint's text nor a signature has an empty line.
    List<String> parts = List.of(whole.split("\n\n", -1));
    if (parts.size() != PARTS) {
      throw new NoteException(
          "a proof of equivocation is its lines and two signed checkpoints, with blank lines"
              + " between them");
    }
    List<String> lines = List.of(parts.getFirst().split("\n", -1));
    if (!lines.getFirst().equals(VERSION) || lines.size() < 2 || !lines.get(1).startsWith(ROOT)) {
      throw new NoteException(
          "a proof of equivocation begins with the line " + VERSION + " and a line `root HASH`");
    }
    var proof =
        new Equivocation(
            HashLines.parse(List.of(lines.get(1).substring(ROOT.length()))).getFirst(),
            HashLines.parse(lines.subList(2, lines.size())),
            Note.parse(Canonical.utf8(parts.get(1) + "\n\n" + parts.get(2) + "\n")),
            Note.parse(Canonical.utf8(parts.get(3) + "\n\n" + parts.get(4))));
    if (!Arrays.equals(proof.toBytes(), bytes)) {
      throw new NoteException("this proof of equivocation is not in its canonical form");
    }
    return proof;
  }

  /**
   * Checks that the log signed both and cannot have had both.
   *
   * @throws NoteException if it is not proven
   */
  public Proven verify(VerifierKeys logKeys, NoteVerifier verifier) {
    Checkpoint before = Checkpoint.open(older, logKeys, verifier);
    Checkpoint after = Checkpoint.open(newer, logKeys, verifier);
    if (root.equals(before.root())) {
      throw new NoteException(
          "the two checkpoints do not contradict each other: at %d entries both have the root %s"
              .formatted(before.size(), root));
    }
    try {
      new ConsistencyProof(before.size(), after.size(), proof).verify(root, after.root());
    } catch (TreeException unproven) {
      throw new NoteException(
          "it is not shown that the newer checkpoint contradicts the older one: "
              + unproven.getMessage());
    }
    return new Proven(before, after);
  }

  /** The proof in UTF-8. */
  public byte[] toBytes() {
    return Canonical.utf8(toString());
  }

  /** The proof as it is written. */
  @Override
  public String toString() {
    StringBuilder whole = new StringBuilder(VERSION).append('\n');
    whole.append(ROOT).append(root).append('\n');
    proof.forEach(hash -> whole.append(hash).append('\n'));
    return whole.append('\n').append(older).append('\n').append(newer).toString();
  }
}
