package dev.entente.reciprocity;

import dev.entente.signature.MerkleRoot;
import dev.entente.signature.Sha256;
import java.util.List;

/**
 * The records of a release in the order of the answer, and the Merkle tree over their leaves (RFC
 * 6962 section 2.1). Its root is worked out once, by whoever makes it, and so before the release
 * waits for its turn in the ledger.
 */
public final class RecordTree {
  private final List<Cells> records;
  private final Sha256 root;

  private RecordTree(List<Cells> records, Sha256 root) {
    this.records = records;
    this.root = root;
  }

  /** The tree over these records; of groups, over those. */
  public static RecordTree of(List<Cells> records) {
    List<Cells> all = List.copyOf(records);
    return new RecordTree(all, over(all));
  }

  private static Sha256 over(List<Cells> records) {
    var root = new MerkleRoot();
    records.forEach(cells -> root.add(cells.leaf()));
    return root.root();
  }

  public List<Cells> records() {
    return records;
  }

  /** The root over the leaves of the first records; of none, the hash of nothing. */
  public Sha256 root(int count) {
    return count == records.size() ? root : over(records.subList(0, count));
  }
}
