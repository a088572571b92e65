package dev.entente.server.peers;

import dev.entente.trustledger.tlog.Tile;
import dev.entente.trustledger.tlog.TileReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tiles that were read a moment ago: entries that follow each other are proved by the same. */
final class CachedTiles implements TileReader {
  private static final int MOST = 64;

  private final TileReader reader;
  private final Map<Tile, byte[]> read =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
          return size() > MOST;
        }
      };

  CachedTiles(TileReader reader) {
    this.reader = reader;
  }

  @Override
  public byte[] read(Tile tile) {
    return read.computeIfAbsent(tile, reader::read);
  }
}
