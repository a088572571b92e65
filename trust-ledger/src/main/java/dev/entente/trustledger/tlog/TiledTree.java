package dev.entente.trustledger.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of one size, read from its tiles: its root, and proofs about it. A call reads each tile it
 * needs once, about one for every level and two at the most. It asks only for tiles as wide as this
 * size makes them.
 *
 * <p>The tiles are taken at their word. Who does not trust where they are kept verifies a proof
 * against the root of a checkpoint before giving it away.
 *
 * @param size how many entries the tree has
 * @param tiles where its tiles are kept
 */
public record TiledTree(long size, TileReader tiles) {

  /** Refuses a negative size with a {@link TreeException}. */
  public TiledTree {
    if (size < 0) {
      throw new TreeException("a tree's size is not negative, but this one is " + size);
    }
  }

  /** The root of this tree. */
  public TreeHash root() {
    return size == 0 ? TreeHash.EMPTY : new Subtrees(size, tiles).root(0, size);
  }

  /**
   * The proof that an entry is in this tree: RFC 6962, section 2.1.1.
   *
   * @throws TreeException if the tree has no entry at this index, or a tile has the wrong length
   */
  public InclusionProof inclusionProof(long index) {
    if (index < 0 || index >= size) {
      throw new TreeException("a tree of %d has no entry %d".formatted(size, index));
    }
    List<TreeHash> path = new ArrayList<>();
    addPath(new Subtrees(size, tiles), index, 0, size, path);
    return new InclusionProof(index, size, path);
  }

  private static void addPath(
      Subtrees subtrees, long index, long from, long to, List<TreeHash> path) {
    if (to - from == 1) {
      return;
    }
    long middle = Subtrees.middle(from, to);
    if (index < middle) {
      addPath(subtrees, index, from, middle, path);
      path.add(subtrees.root(middle, to));
    } else {
      addPath(subtrees, index, middle, to, path);
      path.add(subtrees.root(from, middle));
    }
  }

  /**
   * The proof that this tree begins with the tree it was at an older size: RFC 6962, section 2.1.2.
   * From size 0, and from this size itself, the proof is empty.
   *
   * @throws TreeException if the older size is negative or greater than this one, or a tile has the
   *     wrong length
   */
  public ConsistencyProof consistencyProof(long oldSize) {
    if (oldSize < 0 || oldSize > size) {
      throw new TreeException("a tree of %d never had %d entries before".formatted(size, oldSize));
    }
    List<TreeHash> hashes = new ArrayList<>();
    if (oldSize > 0) {
      addSubproof(new Subtrees(size, tiles), oldSize, 0, size, true, hashes);
    }
    return new ConsistencyProof(oldSize, size, hashes);
  }

  // SUBPROOF of the RFC; "whole" is its b: the old tree itself, whose root the verifier has.
  private static void addSubproof(
      Subtrees subtrees, long oldEnd, long from, long to, boolean whole, List<TreeHash> hashes) {
    if (oldEnd == to) {
      if (!whole) {
        hashes.add(subtrees.root(from, to));
      }
      return;
    }
    long middle = Subtrees.middle(from, to);
    if (oldEnd <= middle) {
      addSubproof(subtrees, oldEnd, from, middle, whole, hashes);
      hashes.add(subtrees.root(middle, to));
    } else {
      addSubproof(subtrees, oldEnd, middle, to, false, hashes);
      hashes.add(subtrees.root(from, middle));
    }
  }
}
