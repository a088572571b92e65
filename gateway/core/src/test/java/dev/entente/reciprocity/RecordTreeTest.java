package dev.entente.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.signature.MerkleRoot;
import dev.entente.signature.Sha256;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTreeTest {
  @Test
  void itsRootIsOverTheLeavesOfAsManyRecordsAsLeave() {
    List<Cells> records = new ArrayList<>();
    for (byte i = 0; i < 21; i++) {
      var leaf = Sha256.hash(new byte[] {i});
      records.add(new Cells(new RecordKey(i, i), new long[] {i}, leaf));
    }
    var tree = RecordTree.of(records);
    var root = new MerkleRoot();
    for (int count = 0; count < records.size(); count++) {
      assertThat(tree.root(count)).as("of %d", count).isEqualTo(root.root());
      root.add(records.get(count).leaf());
    }
    assertThat(tree.root(records.size())).isEqualTo(root.root());
    assertThatThrownBy(() -> tree.root(records.size() + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
