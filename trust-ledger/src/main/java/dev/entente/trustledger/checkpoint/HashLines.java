package dev.entente.trustledger.checkpoint;

import dev.entente.trustledger.tlog.TreeException;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.ArrayList;
import java.util.List;

/** The hashes of a proof, each on a line in base64. */
final class HashLines {
  // A proof in a tree of fewer than 2^63 entries is no longer.
  private static final int MOST = 63;

  private HashLines() {}

  static List<TreeHash> parse(List<String> lines) {
    if (lines.size() > MOST) {
      throw new NoteException("a proof has at most 63 hashes, not " + lines.size());
    }
    List<TreeHash> hashes = new ArrayList<>(lines.size());
    try {
      lines.forEach(line -> hashes.add(TreeHash.parse(line)));
    } catch (TreeException malformed) {
      throw new NoteException(
          "hash %d of the proof: %s".formatted(hashes.size() + 1, malformed.getMessage()));
    }
    return hashes;
  }
}
