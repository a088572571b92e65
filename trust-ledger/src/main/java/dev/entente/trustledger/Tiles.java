package dev.entente.trustledger;

import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.tlog.Tile;
import dev.entente.trustledger.tlog.TileReader;
import java.util.Arrays;
import java.util.Optional;

/** The tiles of the published tree: full ones from the store, the others from its edge. */
record Tiles(Published published, LogReader log) implements TileReader {

  /** The tile's hashes; empty if the published tree has not all of them. */
  Optional<byte[]> find(Tile tile) {
    if (!tile.isIn(published.size())) {
      return Optional.empty();
    }
    boolean onEdge = Tile.inTree(published.size(), tile.level(), tile.index()).width() < Tile.FULL;
    return onEdge
        ? published.partial(tile)
        : log.tile(tile.level(), tile.index())
            .map(full -> tile.isFull() ? full : Arrays.copyOf(full, tile.byteLength()));
  }

  @Override
  public byte[] read(Tile tile) {
    return find(tile)
        .orElseThrow(
            () -> new StoreException("the store has no " + tile.path() + "; run the audit"));
  }
}
