package dev.entente.trustledger;

import dev.entente.reciprocity.Cells;
import dev.entente.trustledger.tlog.TreeHash;
import java.util.List;

/** The root over the leaves of a few records: RFC 6962, section 2.1. */
final class MerkleRoot {
  private MerkleRoot() {}

  static TreeHash of(List<Cells> records) {
    return switch (records.size()) {
      case 0 -> TreeHash.EMPTY;
      case 1 -> TreeHash.of(records.getFirst().leaf().bytes());
      default -> {
        int left = Integer.highestOneBit(records.size() - 1);
        yield TreeHash.node(
            of(records.subList(0, left)), of(records.subList(left, records.size())));
      }
    };
  }
}
