package dev.entente.trustledger.tlog;

import java.util.List;
import java.util.Optional;

/**
 * The proof that a tree begins with all the entries of an older one: RFC 6962, section 2.1.2. From
 * the empty tree to any other, and from a tree to itself, it has no hashes.
 *
 * @param oldSize the older tree's size
 * @param newSize the newer tree's size, no smaller
 * @param hashes in the RFC's order
 */
public record ConsistencyProof(long oldSize, long newSize, List<TreeHash> hashes) {

  /** Refuses sizes in the wrong order, and a wrong number of hashes for them. */
  public ConsistencyProof {
    hashes = List.copyOf(hashes);
    if (oldSize < 0 || oldSize > newSize) {
      throw new TreeException(
          "a tree of %d cannot have grown from one of %d".formatted(newSize, oldSize));
    }
    int expected = Shape.of(oldSize, newSize).hashes();
    if (hashes.size() != expected) {
      throw new TreeException(
          "the proof from a tree of %d to one of %d has %d hashes, not %d"
              .formatted(oldSize, newSize, expected, hashes.size()));
    }
  }

  /**
   * Checks that the tree with the new root begins with the tree of the old root. An empty old tree
   * must have {@link TreeHash#EMPTY} as its root; about the new root it says nothing.
   *
   * @throws TreeException if it is not proven
   */
  public void verify(TreeHash oldRoot, TreeHash newRoot) {
    if (oldSize == 0 && !oldRoot.equals(TreeHash.EMPTY)) {
      throw new TreeException("the root of a tree without entries is SHA-256 of nothing");
    }
    if (oldSize == newSize) {
      require(oldRoot.equals(newRoot));
    } else if (oldSize > 0) {
      verifyGrowth(oldRoot, newRoot);
    }
  }

  private void verifyGrowth(TreeHash oldRoot, TreeHash newRoot) {
    Shape shape = Shape.of(oldSize, newSize);
    Roots roots = roots(shape, shape.givesSeed() ? hashes.getFirst() : oldRoot);
    require(roots.before().equals(oldRoot) && roots.after().equals(newRoot));
  }

  /**
   * The root that a tree with this new root had at the old size, where the proof alone shows it:
   * from an old size that is a power of two it does not, since then it begins at the old root.
   */
  public Optional<TreeHash> shownOldRoot(TreeHash newRoot) {
    Shape shape = Shape.of(oldSize, newSize);
    return Optional.of(shape)
        .filter(Shape::givesSeed)
        .map(its -> roots(its, hashes.getFirst()))
        .filter(roots -> roots.after().equals(newRoot))
        .map(Roots::before);
  }

  /** Where the way from the seed leads in the old tree and in the new one. */
  private record Roots(TreeHash before, TreeHash after) {}

  private Roots roots(Shape shape, TreeHash seed) {
    TreeHash before = seed;
    TreeHash after = seed;
    List<TreeHash> siblings = hashes.subList(shape.givesSeed() ? 1 : 0, hashes.size());
    for (int i = 0; i < siblings.size(); i++) {
      TreeHash sibling = siblings.get(i);
      if (i >= shape.forks() || (shape.way() >>> i & 1) == 1) {
        before = TreeHash.node(sibling, before);
        after = TreeHash.node(sibling, after);
      } else {
        after = TreeHash.node(after, sibling);
      }
    }
    return new Roots(before, after);
  }

  private void require(boolean proven) {
    if (!proven) {
      throw new TreeException(
          "the proof does not show that the tree of %d grew from the tree of %d with these roots"
              .formatted(newSize, oldSize));
    }
  }

  /**
   * What the sizes say about the proof. It follows the way from the root of the old tree's last
   * complete subtree up to the new tree's root.
   *
   * @param givesSeed whether that subtree's root is the first hash; if not, it is the old root
   * @param forks how many steps lie below where the old tree's right edge meets the new one's
   * @param way the steps as binary digits, lowest first: 1 meets a sibling of both trees on the
   *     left, 0 one of the new tree on the right. Above the forks only a 1 meets any.
   */
  private record Shape(boolean givesSeed, int forks, long way) {

    static Shape of(long oldSize, long newSize) {
      if (oldSize == 0 || oldSize == newSize) {
        return new Shape(false, 0, 0);
      }
      long oldLast = oldSize - 1;
      int apart = Long.SIZE - Long.numberOfLeadingZeros(oldLast ^ (newSize - 1));
      int seedHeight = Long.numberOfTrailingZeros(oldSize);
      return new Shape(Long.bitCount(oldSize) > 1, apart - seedHeight, oldLast >>> seedHeight);
    }

    int hashes() {
      return (givesSeed ? 1 : 0) + forks + Long.bitCount(way >>> forks);
    }
  }
}
