package dev.entente.server.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.entente.server.GatewayLedger;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.LogKey;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.Submission;
import dev.entente.trustledger.tlog.Frontier;
import dev.entente.trustledger.tlog.Growth;
import dev.entente.trustledger.tlog.TiledTree;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Arrays;
import java.util.List;

/**
 * A log of fewer than 256 entries that is no gateway's.
 *
 * @param forkedAt the first entry that is another than in the log of the same key
 */
record HandMadeLog(LogKey key, int forkedAt) {
  static HandMadeLog named(String name) {
    return new HandMadeLog(GatewayLedger.logKey(name, SigningKey.generate()), Integer.MAX_VALUE);
  }

  HandMadeLog forkedAt(int index) {
    return new HandMadeLog(key, index);
  }

  private Growth tree(int size) {
    Growth growth = Frontier.EMPTY.grow();
    for (int i = 0; i < size; i++) {
      growth.append(TreeHash.leaf(((i < forkedAt ? "entry " : "another ") + i).getBytes(UTF_8)));
    }
    return growth;
  }

  Note note(int size) {
    return new Checkpoint(key.publicKey().name(), size, tree(size).root())
        .sign(key.publicKey(), key.signer());
  }

  Submission submission(int oldSize, int size) {
    byte[] tile = tree(size).frontier().partialTiles().getFirst().toBytes();
    var tree = new TiledTree(size, wanted -> Arrays.copyOf(tile, wanted.byteLength()));
    List<TreeHash> proof = oldSize == 0 ? List.of() : tree.consistencyProof(oldSize).hashes();
    return new Submission(oldSize, proof, note(size));
  }
}
