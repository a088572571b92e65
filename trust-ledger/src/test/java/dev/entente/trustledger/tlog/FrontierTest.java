package dev.entente.trustledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontierTest {
  private static final int LARGE = 70_000;
  private static final NaiveTree TREE = NaiveTree.ofSize(LARGE);

  @Test
  void hasTheRootOfTheNaiveTreeAtEverySmallSize() {
    Growth growth = Frontier.EMPTY.grow();
    for (int size = 0; size <= 600; size++) {
      assertThat(growth.size()).isEqualTo(size);
      assertThat(growth.root()).as("size %d", size).isEqualTo(TREE.first(size).root());
      assertThat(growth.append(TREE.leaves().get(size))).isEqualTo(size);
    }
  }

  @Test
  void hasTheRootOfTheNaiveTreeAtRandomLargeSizes() {
    for (int size : new Random(1).ints(12, 300, LARGE).toArray()) {
      assertThat(grow(Frontier.EMPTY, 0, size).root())
          .as("size %d", size)
          .isEqualTo(TREE.first(size).root());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 65_792, 69_999})
  void rebuiltFromItsTilesItIsAndGrowsTheSame(int size) {
    Growth growth = grow(Frontier.EMPTY, 0, size);
    MemoryTiles tiles = new MemoryTiles();
    tiles.save(growth.changedTiles());

    Frontier rebuilt = Frontier.load(size, tiles);

    assertThat(rebuilt.root()).isEqualTo(growth.root()).isEqualTo(TREE.first(size).root());
    assertThat(rebuilt.partialTiles()).isEqualTo(growth.frontier().partialTiles());
    assertThat(tiles.reads).noneMatch(Tile::isFull);
    int more = Math.min(LARGE, size + 300);
    assertThat(grow(rebuilt, size, more).root()).isEqualTo(TREE.first(more).root());
  }

  @Test
  void rebuiltAtEverySmallSizeItHasTheSameRoot() {
    MemoryTiles tiles = new MemoryTiles();
    Frontier frontier = Frontier.EMPTY;
    for (int size = 1; size <= 600; size++) {
      Growth growth = grow(frontier, size - 1, size);
      tiles.save(growth.changedTiles());
      frontier = growth.frontier();
      assertThat(Frontier.load(size, tiles).root()).isEqualTo(TREE.first(size).root());
    }
  }

  @Test
  void aDroppedGrowthLeavesNoTrace() {
    Frontier before = grow(Frontier.EMPTY, 0, 200).frontier();
    List<HashTile> tiles = before.partialTiles();
    Growth dropped = before.grow();
    for (int i = 0; i < 1000; i++) {
      dropped.append(NaiveTree.leaf(-1));
    }

    assertThat(before.size()).isEqualTo(200);
    assertThat(before.root()).isEqualTo(TREE.first(200).root());
    assertThat(before.partialTiles()).isEqualTo(tiles);
    assertThat(grow(before, 200, 500).root()).isEqualTo(TREE.first(500).root());
  }

  @Test
  void aFrontierTakenFromAGrowthDoesNotGrowWithIt() {
    Growth growth = grow(Frontier.EMPTY, 0, 100);
    Frontier taken = growth.frontier();
    growth.append(TREE.leaves().get(100));

    assertThat(taken.size()).isEqualTo(100);
    assertThat(taken.root()).isEqualTo(TREE.first(100).root());
    assertThat(growth.root()).isEqualTo(TREE.first(101).root());
  }

  @Test
  void namesTheTilesThatChangedAndNoOthers() {
    Frontier at500 = grow(Frontier.EMPTY, 0, 500).frontier();

    assertThat(tilesOf(at500.grow())).isEmpty();
    assertThat(tilesOf(grow(at500, 500, 511))).containsExactly(new Tile(0, 1, 255));
    assertThat(tilesOf(grow(at500, 500, 512)))
        .containsExactly(new Tile(0, 1, 256), new Tile(1, 0, 2));
    assertThat(tilesOf(grow(at500, 500, 770)))
        .containsExactly(
            new Tile(0, 1, 256), new Tile(0, 2, 256), new Tile(0, 3, 2), new Tile(1, 0, 3));
  }

  /** The example of C2SP tlog-tiles. */
  @Test
  void aTreeOf70000HasTheTilesOfTheSpecification() {
    Growth growth = grow(Frontier.EMPTY, 0, LARGE);
    List<Tile> tiles = tilesOf(growth);

    assertThat(tiles.stream().filter(tile -> tile.level() == 0 && tile.isFull())).hasSize(273);
    assertThat(tiles.stream().filter(tile -> tile.level() == 1 && tile.isFull())).hasSize(1);
    assertThat(growth.frontier().partialTiles())
        .extracting(HashTile::tile)
        .containsExactly(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1));
    assertThat(tiles).hasSize(277).allMatch(tile -> tile.isIn(LARGE));
  }

  @Test
  void refusesTilesOfTheWrongLength() {
    assertThatThrownBy(() -> Frontier.load(5, tile -> new byte[tile.byteLength() - 1]))
        .isInstanceOf(TreeException.class)
        .hasMessage("tile tile/0/000.p/5 has 160 bytes, not 159");
    assertThatThrownBy(() -> Frontier.load(-1, tile -> new byte[0]))
        .isInstanceOf(TreeException.class);
  }

  @Test
  void worksUpToTheLargestSizeAndNotBeyond() {
    Growth growth = Frontier.load(Long.MAX_VALUE - 1, tile -> new byte[tile.byteLength()]).grow();
    growth.append(NaiveTree.leaf(0));

    assertThat(tilesOf(growth)).first().isEqualTo(new Tile(0, (1L << 55) - 1, 255));
    assertThat(growth.frontier().partialTiles().getLast().tile()).isEqualTo(new Tile(7, 0, 127));
    assertThatThrownBy(() -> growth.append(NaiveTree.leaf(0))).isInstanceOf(TreeException.class);
  }

  private static Growth grow(Frontier frontier, int from, int to) {
    Growth growth = frontier.grow();
    TREE.leaves().subList(from, to).forEach(growth::append);
    return growth;
  }

  private static List<Tile> tilesOf(Growth growth) {
    return growth.changedTiles().stream().map(HashTile::tile).toList();
  }
}
