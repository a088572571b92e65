package dev.entente.trustledger;

import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.HashTile;
import dev.entente.trustledger.tlog.Tile;
import java.util.Arrays;
import java.util.Optional;

/**
 * The tree as it is durable and may be shown, and its checkpoint. Immutable.
 *
 * @param frontier its edge, which holds the partial tiles
 */
record Published(Frontier frontier, Note checkpoint) {
  long size() {
    return frontier.size();
  }

  /** The hashes of a tile that is not full yet in this tree, as wide as asked for. */
  Optional<byte[]> partial(Tile wanted) {
    return frontier.partialTiles().stream()
        .filter(it -> it.tile().level() == wanted.level() && it.tile().index() == wanted.index())
        .findFirst()
        .map(HashTile::toBytes)
        .map(bytes -> Arrays.copyOf(bytes, wanted.byteLength()));
  }
}
