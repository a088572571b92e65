package dev.entente.trustledger.checkpoint;

import dev.entente.trustledger.tlog.InclusionProof;
import dev.entente.trustledger.tlog.TreeException;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Arrays;
import java.util.List;

/**
 * A proof that an entry is in a log, to be checked without the log: {@code c2sp.org/tlog-proof@v1}.
 * Nothing in it is to be believed before {@link #verify}; its extra data not even then, since
 * nobody signed it.
 */
public final class TlogProof {
  /** The most extra data, in bytes. */
  public static final int MAX_EXTRA = 1 << 16;

  /** The longest proof, in bytes: a longest note, and room for the lines before it. */
  public static final int MAX_BYTES = Note.MAX_BYTES + (1 << 17);

  private static final String VERSION = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  private final byte[] extra;
  private final long index;
  private final List<TreeHash> hashes;
  private final Note checkpoint;

  private TlogProof(byte[] extra, long index, List<TreeHash> hashes, Note checkpoint) {
    if (extra.length > MAX_EXTRA) {
      throw new NoteException("a proof has at most 64 KiB of extra data");
    }
    this.extra = extra;
    this.index = index;
    this.hashes = List.copyOf(hashes);
    this.checkpoint = checkpoint;
  }

  /**
   * Puts a proof together.
   *
   * @param proof of the entry, at the checkpoint's size
   * @param checkpoint a signed {@link Checkpoint}
   */
  public static TlogProof of(InclusionProof proof, Note checkpoint) {
    return new TlogProof(new byte[0], proof.index(), proof.hashes(), checkpoint);
  }

  /**
   * The same proof with other extra data.
   *
   * @param data opaque, copied; none if empty
   * @throws NoteException if there is more than {@link #MAX_EXTRA}
   */
  public TlogProof withExtra(byte[] data) {
    return new TlogProof(data.clone(), index, hashes, checkpoint);
  }

  /**
   * Reads what {@link #toBytes()} writes. Nothing is verified yet.
   *
   * @throws NoteException if the bytes are not a proof in its canonical form
   */
  public static TlogProof parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new NoteException(
          "a proof has at most %d bytes, not %d".formatted(MAX_BYTES, bytes.length));
    }
    String whole = Canonical.utf8(bytes);
    int blankLine = whole.indexOf("\n\n");
    if (blankLine < 0) {
      throw new NoteException("a proof is its lines, a blank line and a checkpoint");
    }
    Note checkpoint = Note.parse(Canonical.utf8(whole.substring(blankLine + 2)));
    TlogProof proof = parse(List.of(whole.substring(0, blankLine).split("\n", -1)), checkpoint);
    if (!Arrays.equals(proof.toBytes(), bytes)) {
      throw new NoteException("this proof is not in its canonical form");
    }
    return proof;
  }

  private static TlogProof parse(List<String> lines, Note checkpoint) {
    if (!lines.getFirst().equals(VERSION)) {
      throw new NoteException("a proof begins with the line " + VERSION);
    }
    boolean hasExtra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
    byte[] extra =
        hasExtra ? Canonical.base64(lines.get(1).substring(EXTRA.length())) : new byte[0];
    int indexLine = hasExtra ? 2 : 1;
    if (lines.size() <= indexLine || !lines.get(indexLine).startsWith(INDEX)) {
      throw new NoteException("a proof has a line with its index, before any hash");
    }
    long index = Canonical.decimal(lines.get(indexLine).substring(INDEX.length()));
    return new TlogProof(
        extra, index, HashLines.parse(lines.subList(indexLine + 1, lines.size())), checkpoint);
  }

  /**
   * Checks that the log signed the checkpoint and that the checkpoint's tree has this leaf at
   * {@link #index()}.
   *
   * @param leaf the {@link TreeHash#leaf leaf hash} of the entry
   * @return the checkpoint, which the log is now known to have signed
   * @throws NoteException if it is not proven
   */
  public Checkpoint verify(TreeHash leaf, VerifierKeys logKeys, NoteVerifier verifier) {
    Checkpoint opened = Checkpoint.open(checkpoint, logKeys, verifier);
    try {
      new InclusionProof(index, opened.size(), hashes).verify(leaf, opened.root());
    } catch (TreeException unproven) {
      throw new NoteException("the entry is not proven: " + unproven.getMessage());
    }
    return opened;
  }

  /** The entry's index in the log, from 0. */
  public long index() {
    return index;
  }

  /** The checkpoint as it came, with all its signatures. To be believed only once verified. */
  public Note checkpoint() {
    return checkpoint;
  }

  /** A copy of the extra data, empty if there is none. Nobody vouches for it. */
  public byte[] extra() {
    return extra.clone();
  }

  /** The proof in UTF-8. */
  public byte[] toBytes() {
    return Canonical.utf8(toString());
  }

  /** The proof as it is written. */
  @Override
  public String toString() {
    StringBuilder whole = new StringBuilder(VERSION).append('\n');
    if (extra.length > 0) {
      whole.append(EXTRA).append(Canonical.base64(extra)).append('\n');
    }
    whole.append(INDEX).append(index).append('\n');
    hashes.forEach(hash -> whole.append(hash).append('\n'));
    return whole.append('\n').append(checkpoint).toString();
  }
}
