package dev.entente.trustledger.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store of tiles as the log has one: by level and index, wider replaces narrower. */
final class MemoryTiles implements TileReader {
  private record Place(int level, long index) {}

  private final Map<Place, byte[]> kept = new HashMap<>();
  final List<Tile> reads = new ArrayList<>();

  void save(List<HashTile> tiles) {
    for (HashTile tile : tiles) {
      kept.put(new Place(tile.tile().level(), tile.tile().index()), tile.toBytes());
    }
  }

  /** Saves the tree of the naive one's leaves, committing after each batch. */
  static MemoryTiles of(NaiveTree tree, int batch) {
    MemoryTiles tiles = new MemoryTiles();
    Frontier frontier = Frontier.EMPTY;
    for (int from = 0; from < tree.leaves().size(); from += batch) {
      Growth growth = frontier.grow();
      tree.leaves()
          .subList(from, Math.min(from + batch, tree.leaves().size()))
          .forEach(growth::append);
      tiles.save(growth.changedTiles());
      frontier = growth.frontier();
    }
    return tiles;
  }

  @Override
  public byte[] read(Tile tile) {
    reads.add(tile);
    byte[] bytes = kept.get(new Place(tile.level(), tile.index()));
    if (bytes == null || bytes.length < tile.byteLength()) {
      throw new AssertionError("no such tile is kept: " + tile);
    }
    return Arrays.copyOf(bytes, tile.byteLength());
  }
}
