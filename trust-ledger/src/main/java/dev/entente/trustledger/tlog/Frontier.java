package dev.entente.trustledger.tlog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The right edge of a tree at one size: all that is needed to compute its root and to grow it. It
 * holds at most 255 hashes for each of eight levels.
 *
 * <p>A frontier never changes. To append, {@link #grow()} and take {@link Growth#frontier()} once
 * what has grown is durable; to give up, drop the growth and keep this.
 */
public final class Frontier {
  /** The frontier of a tree without entries. */
  public static final Frontier EMPTY = new Frontier(0, List.of(), List.of());

  private final long size;
  // The roots of the complete subtrees that the size's binary digits stand for, widest first.
  private final List<TreeHash> peaks;
  // The hashes of the partial tile at each level, lowest first; empty where the level has none.
  private final List<List<TreeHash>> edges;

  Frontier(long size, List<TreeHash> peaks, List<List<TreeHash>> edges) {
    this.size = size;
    this.peaks = List.copyOf(peaks);
    this.edges = edges.stream().map(List::copyOf).toList();
  }

  /**
   * Rebuilds the frontier of a tree from its partial tiles, at most eight. Whether they are the
   * tiles they should be shows in {@link #root()}: compare it with the checkpoint of this size.
   *
   * @throws TreeException if the size is negative or a tile has the wrong number of bytes
   */
  public static Frontier load(long size, TileReader tiles) {
    if (size < 0) {
      throw new TreeException("a tree's size is not negative, but this one is " + size);
    }
    List<List<TreeHash>> edges = new ArrayList<>();
    List<TreeHash> peaksNarrowestFirst = new ArrayList<>();
    int level = 0;
    for (long hashes = size; hashes > 0; hashes /= Tile.FULL) {
      int width = (int) (hashes % Tile.FULL);
      if (width == 0) {
        edges.add(List.of());
      } else {
        Tile tile = new Tile(level, hashes / Tile.FULL, width);
        HashTile edge = HashTile.parse(tile, tiles.read(tile));
        edges.add(edge.hashes());
        addPeaks(edge, peaksNarrowestFirst);
      }
      level++;
    }
    Collections.reverse(peaksNarrowestFirst);
    return new Frontier(size, peaksNarrowestFirst, edges);
  }

  private static void addPeaks(HashTile edge, List<TreeHash> peaksNarrowestFirst) {
    int end = edge.tile().width();
    while (end > 0) {
      int height = Integer.numberOfTrailingZeros(end);
      end -= 1 << height;
      peaksNarrowestFirst.add(edge.node(end, height));
    }
  }

  /** How many entries the tree has. */
  public long size() {
    return size;
  }

  /** The root of the tree, for at most 62 hashings. */
  public TreeHash root() {
    return root(peaks);
  }

  static TreeHash root(List<TreeHash> peaks) {
    if (peaks.isEmpty()) {
      return TreeHash.EMPTY;
    }
    TreeHash root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = TreeHash.node(peaks.get(i), root);
    }
    return root;
  }

  /** The partial tiles of the tree, lowest level first: what {@link #load} would read. */
  public List<HashTile> partialTiles() {
    List<HashTile> tiles = new ArrayList<>();
    for (int level = 0; level < edges.size(); level++) {
      List<TreeHash> edge = edges.get(level);
      if (!edge.isEmpty()) {
        long index = Tile.hashesAt(level + 1, size);
        tiles.add(new HashTile(new Tile(level, index, edge.size()), edge));
      }
    }
    return List.copyOf(tiles);
  }

  /** A growth that starts here. This frontier stays as it is. */
  public Growth grow() {
    return new Growth(size, peaks, edges);
  }
}
