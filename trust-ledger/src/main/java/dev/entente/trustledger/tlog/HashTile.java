package dev.entente.trustledger.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A tile together with its hashes.
 *
 * @param tile where it lies
 * @param hashes as many as the tile is wide
 */
public record HashTile(Tile tile, List<TreeHash> hashes) {

  /** Refuses a number of hashes that is not the tile's width with a {@link TreeException}. */
  public HashTile {
    hashes = List.copyOf(hashes);
    if (hashes.size() != tile.width()) {
      throw new TreeException(
          "tile %s has %d hashes, not %d".formatted(tile.path(), tile.width(), hashes.size()));
    }
  }

  /**
   * Cuts bytes into hashes.
   *
   * @throws TreeException unless there are exactly {@link Tile#byteLength()}
   */
  public static HashTile parse(Tile tile, byte[] bytes) {
    if (bytes.length != tile.byteLength()) {
      throw new TreeException(
          "tile %s has %d bytes, not %d".formatted(tile.path(), tile.byteLength(), bytes.length));
    }
    List<TreeHash> hashes = new ArrayList<>(tile.width());
    for (int offset = 0; offset < bytes.length; offset += TreeHash.LENGTH) {
      hashes.add(TreeHash.at(bytes, offset));
    }
    return new HashTile(tile, hashes);
  }

  /** The hashes, one after the other: what a tile's file contains. */
  public byte[] toBytes() {
    byte[] bytes = new byte[tile.byteLength()];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(bytes, i * TreeHash.LENGTH);
    }
    return bytes;
  }

  /** The node over the {@code 2^height} hashes from {@code from} on; all must be there. */
  TreeHash node(int from, int height) {
    if (height == 0) {
      return hashes.get(from);
    }
    int half = 1 << (height - 1);
    return TreeHash.node(node(from, height - 1), node(from + half, height - 1));
  }
}
