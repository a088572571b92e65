package dev.entente.trustledger;

import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.Submission;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.tlog.InclusionProof;
import dev.entente.trustledger.tlog.TiledTree;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.Optional;

/** What can be shown of the published tree. */
record PublishedTree(Published published, LogReader log) implements Snapshot {

  @Override
  public long size() {
    return published.size();
  }

  @Override
  public Note checkpoint() {
    return published.checkpoint();
  }

  private TiledTree at(long size) {
    return new TiledTree(size, new Tiles(published, log));
  }

  /** How the log differs from a checkpoint of it that was seen somewhere. */
  Optional<String> dispute(String where, Checkpoint seen) {
    if (seen.size() > published.size()) {
      return Optional.of(
          ("the log has %d entries, but %s shows that it had %d: the state is an older copy; bring"
                  + " back the newest one")
              .formatted(published.size(), where, seen.size()));
    }
    TreeHash root = at(seen.size()).root();
    return root.equals(seen.root())
        ? Optional.empty()
        : Optional.of(
            ("the log did not grow from the one that %s shows: at %d entries its root is %s, not"
                    + " %s; bring back the state that belongs to it")
                .formatted(where, seen.size(), root, seen.root()));
  }

  @Override
  public Submission since(long oldSize) {
    return new Submission(
        oldSize, at(size()).consistencyProof(oldSize).hashes(), published.checkpoint());
  }

  /**
   * A proof that was checked before it is given away. It prefers a checkpoint that others have
   * cosigned to the newest one: what stands alone had better not stand on our word alone.
   */
  String proof(Cosigned cosigned, long index, byte[] entry) {
    CosignedCheckpoint sealed =
        cosigned
            .covering(index)
            .orElseGet(
                () ->
                    new CosignedCheckpoint(
                        published.size(), published.frontier().root(), published.checkpoint()));
    InclusionProof proof = at(sealed.size()).inclusionProof(index);
    proof.verify(TreeHash.leaf(entry), sealed.root());
    return TlogProof.of(proof, sealed.note()).toString();
  }
}
