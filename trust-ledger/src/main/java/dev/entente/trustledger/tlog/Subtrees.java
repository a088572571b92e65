package dev.entente.trustledger.tlog;

import java.util.HashMap;
import java.util.Map;

/** The roots of a tree's subtrees, computed from its tiles. Made for one call, by one thread. */
final class Subtrees {
  private final long treeSize;
  private final TileReader reader;
  private final Map<Tile, HashTile> read = new HashMap<>();

  Subtrees(long treeSize, TileReader reader) {
    this.treeSize = treeSize;
    this.reader = reader;
  }

  /** Where RFC 6962 splits the entries {@code [from, to)}, of which there are at least two. */
  static long middle(long from, long to) {
    return from + Long.highestOneBit(to - from - 1);
  }

  /** The root over the entries {@code [from, to)}, a range that the RFC's splits lead to. */
  TreeHash root(long from, long to) {
    long entries = to - from;
    if (Long.bitCount(entries) == 1) {
      return complete(from, Long.numberOfTrailingZeros(entries));
    }
    long middle = middle(from, to);
    return TreeHash.node(root(from, middle), root(middle, to));
  }

  private TreeHash complete(long from, int height) {
    int level = height / Tile.HEIGHT;
    int heightInTile = height % Tile.HEIGHT;
    long position = from >>> (level * Tile.HEIGHT);
    HashTile tile = tile(Tile.inTree(treeSize, level, position / Tile.FULL));
    return tile.node((int) (position % Tile.FULL), heightInTile);
  }

  private HashTile tile(Tile tile) {
    return read.computeIfAbsent(tile, wanted -> HashTile.parse(wanted, reader.read(wanted)));
  }
}
