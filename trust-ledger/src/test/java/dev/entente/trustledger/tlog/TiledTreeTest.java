package dev.entente.trustledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TiledTreeTest {
  private static final int LARGE = 70_000;
  private static final NaiveTree LARGE_TREE = NaiveTree.ofSize(LARGE);
  private static final MemoryTiles TILES = MemoryTiles.of(LARGE_TREE, 999);

  @Test
  void hasTheRootsOfTheNaiveTree() {
    for (int size = 0; size <= 600; size++) {
      assertThat(new TiledTree(size, TILES).root())
          .as("size %d", size)
          .isEqualTo(LARGE_TREE.first(size).root());
    }
    for (int size : new Random(2).ints(12, 600, LARGE).toArray()) {
      assertThat(new TiledTree(size, TILES).root())
          .as("size %d", size)
          .isEqualTo(LARGE_TREE.first(size).root());
    }
  }

  @Test
  void hasTheProofsOfTheNaiveTreeForAllPairsOfSmallNumbers() {
    for (int size = 0; size <= 70; size++) {
      TiledTree tree = new TiledTree(size, TILES);
      NaiveTree naive = LARGE_TREE.first(size);
      for (int other = 0; other <= size; other++) {
        if (other < size) {
          assertInclusion(tree, naive, other);
        }
        assertConsistency(tree, naive, other);
      }
    }
  }

  @Test
  void hasTheProofsOfTheNaiveTreeAroundTheEdgesOfTiles() {
    int[] sizes = {255, 256, 257, 300, 511, 512, 513, 769, 65_535, 65_536, 65_537, 65_793, LARGE};
    int[] others = {1, 2, 128, 254, 255, 256, 257, 299, 511, 512, 65_535, 65_536, 65_700};
    for (int size : sizes) {
      for (int other : others) {
        if (other < size) {
          assertInclusion(new TiledTree(size, TILES), LARGE_TREE.first(size), other);
          assertConsistency(new TiledTree(size, TILES), LARGE_TREE.first(size), other);
        }
      }
    }
  }

  @Test
  void hasTheProofsOfTheNaiveTreeAtRandom() {
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      int size = random.nextInt(300, LARGE);
      int other = random.nextInt(size);
      assertInclusion(new TiledTree(size, TILES), LARGE_TREE.first(size), other);
      assertConsistency(new TiledTree(size, TILES), LARGE_TREE.first(size), other);
    }
  }

  private static void assertInclusion(TiledTree tree, NaiveTree naive, int index) {
    InclusionProof proof = tree.inclusionProof(index);

    assertThat(proof).isEqualTo(new InclusionProof(index, tree.size(), naive.path(index)));
    proof.verify(naive.leaves().get(index), naive.root());
  }

  private static void assertConsistency(TiledTree tree, NaiveTree naive, int oldSize) {
    ConsistencyProof proof = tree.consistencyProof(oldSize);

    assertThat(proof)
        .isEqualTo(new ConsistencyProof(oldSize, tree.size(), naive.consistency(oldSize)));
    proof.verify(naive.first(oldSize).root(), naive.root());
  }

  @Test
  void readsFewTilesAndNoneTwice() {
    MemoryTiles tiles = MemoryTiles.of(LARGE_TREE, LARGE);
    new TiledTree(LARGE, tiles).inclusionProof(12_345);

    assertThat(tiles.reads)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrder(
            new Tile(0, 48, 256), new Tile(1, 0, 256), new Tile(1, 1, 17), new Tile(0, 273, 112));
  }

  @Test
  void refusesWhatTheTreeDoesNotHave() {
    TiledTree tree = new TiledTree(5, TILES);

    assertThatThrownBy(() -> tree.inclusionProof(5))
        .isInstanceOf(TreeException.class)
        .hasMessage("a tree of 5 has no entry 5");
    assertThatThrownBy(() -> tree.inclusionProof(-1)).isInstanceOf(TreeException.class);
    assertThatThrownBy(() -> tree.consistencyProof(6)).isInstanceOf(TreeException.class);
    assertThatThrownBy(() -> tree.consistencyProof(-1)).isInstanceOf(TreeException.class);
    assertThatThrownBy(() -> new TiledTree(-1, TILES)).isInstanceOf(TreeException.class);
    assertThatThrownBy(() -> new TiledTree(5, tile -> new byte[161]).root())
        .isInstanceOf(TreeException.class);
  }

  @Test
  void whatTheReaderThrowsPassesThrough() {
    IllegalStateException lost = new IllegalStateException("disk gone");
    TiledTree tree =
        new TiledTree(
            5,
            tile -> {
              throw lost;
            });

    assertThatThrownBy(tree::root).isSameAs(lost);
  }
}
