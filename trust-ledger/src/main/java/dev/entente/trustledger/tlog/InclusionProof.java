package dev.entente.trustledger.tlog;

import java.util.List;

/**
 * The proof that a tree has an entry at an index: RFC 6962, section 2.1.1.
 *
 * @param index the entry's index, from 0
 * @param size the tree's size, greater than the index
 * @param hashes the siblings on the way from the leaf to the root, the leaf's first
 */
public record InclusionProof(long index, long size, List<TreeHash> hashes) {

  /** Refuses an index outside the tree, and a wrong number of hashes for it. */
  public InclusionProof {
    hashes = List.copyOf(hashes);
    if (index < 0 || index >= size) {
      throw new TreeException("a tree of %d has no entry %d".formatted(size, index));
    }
    int forks = forks(index, size);
    int expected = forks + Long.bitCount(index >>> forks);
    if (hashes.size() != expected) {
      throw new TreeException(
          "the proof of entry %d in a tree of %d has %d hashes, not %d"
              .formatted(index, size, expected, hashes.size()));
    }
  }

  /**
   * Checks that the tree with this root has this leaf at the index.
   *
   * @throws TreeException if it is not proven
   */
  public void verify(TreeHash leaf, TreeHash root) {
    int forks = forks(index, size);
    TreeHash computed = leaf;
    for (int height = 0; height < forks; height++) {
      TreeHash sibling = hashes.get(height);
      boolean isRight = (index >>> height & 1) == 1;
      computed = isRight ? TreeHash.node(sibling, computed) : TreeHash.node(computed, sibling);
    }
    for (TreeHash left : hashes.subList(forks, hashes.size())) {
      computed = TreeHash.node(left, computed);
    }
    if (!computed.equals(root)) {
      throw new TreeException(
          "the proof does not lead from this leaf at index %d to this root of a tree of %d"
              .formatted(index, size));
    }
  }

  // Below this height the ways to the entry and to the last entry run apart, and each step meets a
  // sibling. Above, the way is the tree's right edge, which meets one only on its left.
  private static int forks(long index, long size) {
    return Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
  }
}
