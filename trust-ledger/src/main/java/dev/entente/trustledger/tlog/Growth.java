package dev.entente.trustledger.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree being appended to, from a {@link Frontier} on: one batch of the log. An append costs one
 * node hash on average. For one thread only; it remembers each tile that it filled, so a batch
 * should be bounded.
 */
public final class Growth {
  private final long start;
  private long size;
  private final List<TreeHash> peaks;
  private final List<List<TreeHash>> edges;
  private final List<HashTile> filled = new ArrayList<>();

  Growth(long start, List<TreeHash> peaks, List<List<TreeHash>> edges) {
    this.start = start;
    this.size = start;
    this.peaks = new ArrayList<>(peaks);
    this.edges = new ArrayList<>(edges.size());
    for (List<TreeHash> edge : edges) {
      this.edges.add(new ArrayList<>(edge));
    }
  }

  /**
   * Appends an entry by its {@link TreeHash#leaf leaf hash}.
   *
   * @return the index it got
   */
  public long append(TreeHash leaf) {
    if (size == Long.MAX_VALUE) {
      throw new TreeException("a tree has at most 2^63 - 1 entries");
    }
    long index = size;
    TreeHash complete = leaf;
    int height = 0;
    addToEdge(0, complete);
    // Each binary 1 at the end of the size is a complete subtree that now finds its right sibling.
    for (long ones = index; (ones & 1) == 1; ones >>>= 1) {
      complete = TreeHash.node(peaks.removeLast(), complete);
      height++;
      if (height % Tile.HEIGHT == 0) {
        addToEdge(height / Tile.HEIGHT, complete);
      }
    }
    peaks.add(complete);
    size = index + 1;
    return index;
  }

  private void addToEdge(int level, TreeHash hash) {
    if (edges.size() == level) {
      edges.add(new ArrayList<>());
    }
    List<TreeHash> edge = edges.get(level);
    edge.add(hash);
    if (edge.size() == Tile.FULL) {
      // The size does not count the new entry yet, so it still points into the tile just filled.
      long index = Tile.hashesAt(level + 1, size);
      filled.add(new HashTile(new Tile(level, index, Tile.FULL), edge));
      edge.clear();
    }
  }

  /** How many entries the tree has by now. */
  public long size() {
    return size;
  }

  /** The root of the tree by now, for at most 62 hashings. */
  public TreeHash root() {
    return Frontier.root(peaks);
  }

  /**
   * The tiles that differ from those of the frontier this growth started from: first each that is
   * full now, in the order they filled, then the partial ones, lowest level first. Kept under level
   * and index, each replaces a narrower one of the same place, and together they hold all that
   * {@link Frontier#load} and {@link TiledTree} will ask for at this size.
   */
  public List<HashTile> changedTiles() {
    List<HashTile> tiles = new ArrayList<>(filled);
    for (HashTile partial : frontier().partialTiles()) {
      int level = partial.tile().level();
      if (Tile.hashesAt(level, start) != Tile.hashesAt(level, size)) {
        tiles.add(partial);
      }
    }
    return List.copyOf(tiles);
  }

  /** The frontier at this size. The growth may go on afterwards and will not change it. */
  public Frontier frontier() {
    return new Frontier(size, peaks, edges);
  }
}
