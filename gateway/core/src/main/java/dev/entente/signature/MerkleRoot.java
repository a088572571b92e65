package dev.entente.signature;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The root of a Merkle tree (RFC 6962 section 2.1) whose leaf hashes come one by one; it keeps no
 * more of them than the tree is high. Not thread-safe.
 */
public final class MerkleRoot {
  private static final byte NODE = 1;

  /** The roots of the whole subtrees so far, the largest first. */
  private final List<Sha256> peaks = new ArrayList<>();

  private final MessageDigest digest = Sha256.digest();

  // Put into the digest at once, a million times an export, and not piece by piece.
  private final byte[] node = new byte[1 + 2 * Sha256.LENGTH];
  private long size;

  public MerkleRoot() {
    node[0] = NODE;
  }

  /** Takes the next leaf's hash. */
  public void add(Sha256 leaf) {
    Sha256 peak = leaf;
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      peak = node(peaks.removeLast(), peak);
    }
    peaks.add(peak);
    size++;
  }

  /** The root over the leaves so far; of none, the hash of nothing. */
  public Sha256 root() {
    if (peaks.isEmpty()) {
      return Sha256.hash();
    }
    Sha256 root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = node(peaks.get(i), root);
    }
    return root;
  }

  private Sha256 node(Sha256 left, Sha256 right) {
    left.copy(node, 1);
    right.copy(node, 1 + Sha256.LENGTH);
    digest.update(node);
    return Sha256.of(digest);
  }
}
