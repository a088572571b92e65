package dev.entente.trustledger.tlog;

/** Where tiles are kept, for reading. */
@FunctionalInterface
public interface TileReader {

  /**
   * The hashes of a tile, one after the other: exactly {@link Tile#byteLength()} bytes, which the
   * caller will not change. A partial tile is the beginning of every wider one at its place, so
   * what is kept may be wider and be cut for the answer. Not to be able to read a tile is an
   * exception of the implementation's choice; callers here let it pass.
   */
  byte[] read(Tile tile);
}
