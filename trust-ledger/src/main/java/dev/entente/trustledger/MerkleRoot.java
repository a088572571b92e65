package dev.entente.trustledger;

import dev.entente.trustledger.tlog.TreeHash;
import java.util.List;

/** The root over a few leaves that all lie in memory: RFC 6962, section 2.1. */
final class MerkleRoot {
  private MerkleRoot() {}

  static TreeHash of(List<TreeHash> leaves) {
    return switch (leaves.size()) {
      case 0 -> TreeHash.EMPTY;
      case 1 -> leaves.getFirst();
      default -> {
        int left = Integer.highestOneBit(leaves.size() - 1);
        yield TreeHash.node(
            of(leaves.subList(0, left)), of(leaves.subList(left, leaves.size())));
      }
    };
  }
}
