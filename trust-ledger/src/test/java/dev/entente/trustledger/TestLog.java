package dev.entente.trustledger;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * A log of fewer than 256 entries, of which two may be one up to an entry and differ from there on.
 *
 * @param forkedAt the first entry that is another than in the log of the same name
 */
public record TestLog(LogKey key, int forkedAt) {
  public static TestLog named(String name) {
    return new TestLog(KeyPair25519.named(name).log(name), Integer.MAX_VALUE);
  }

  /** The same log, but for the entries from this one on. */
  public TestLog forkedAt(int index) {
    return new TestLog(key, index);
  }

  private Growth tree(int size) {
    Growth growth = Frontier.EMPTY.grow();
    for (int i = 0; i < size; i++) {
      growth.append(TreeHash.leaf(((i < forkedAt ? "entry " : "another ") + i).getBytes(UTF_8)));
    }
    return growth;
  }

  public TreeHash root(int size) {
    return tree(size).root();
  }

  public Checkpoint checkpoint(int size) {
    return new Checkpoint(key.publicKey().name(), size, root(size));
  }

  public Note note(int size) {
    return checkpoint(size).sign(key.publicKey(), key.signer());
  }

  public List<TreeHash> proof(int oldSize, int size) {
    return oldSize == 0
        ? List.of()
        : new TiledTree(
                size,
                wanted ->
                    Arrays.copyOf(
                        tree(size).frontier().partialTiles().getFirst().toBytes(),
                        wanted.byteLength()))
            .consistencyProof(oldSize)
            .hashes();
  }

  public Submission submission(int oldSize, int size) {
    return new Submission(oldSize, proof(oldSize, size), note(size));
  }
}
