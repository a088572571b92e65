package dev.entente.trustledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

  @ParameterizedTest
  @CsvSource({
    "tile/0/000, 0, 0, 256",
    "tile/0/x001/x234/067, 0, 1234067, 256",
    "tile/3/x123/x456/078, 3, 123456078, 256",
    "tile/3/x123/x456/078.p/2, 3, 123456078, 2",
    "tile/0/x003/057.p/50, 0, 3057, 50",
    "tile/1/x003/057, 1, 3057, 256",
    "tile/63/999.p/255, 63, 999, 255",
    "tile/10/x001/000.p/1, 10, 1000, 1",
    "tile/0/x009/x223/x372/x036/x854/x775/807, 0, 9223372036854775807, 256",
  })
  void readsAndWritesItsPath(String path, int level, long index, int width) {
    Tile tile = new Tile(level, index, width);

    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(path)).isEqualTo(tile);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/00/000",
        "tile/01/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/+1/000",
        "tile//000",
        "tile/0/-01",
        "tile/0/x000/000",
        "tile/0/x000/x001/000",
        "tile/0/001/000",
        "tile/0/x001",
        "tile/0/X001/000",
        "tile/0/x001/x000",
        "tile/0/000.p/0",
        "tile/0/000.p/00",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/1000",
        "tile/0/000.p/-1",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/000.P/1",
        "tile/0/000.p/1/",
        "tile/0/000.p/1\n",
        "tile/0/000 ",
        "tile/8/0/000",
        "tile/entries/000",
        "tile/data/000",
        "tile/0/٠٠٠",
        "tile/٠/000",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/x001/x000/x000/x000/x000/x000/x000/000",
      })
  void refusesEveryOtherPath(String path) {
    assertThatThrownBy(() -> Tile.parse(path)).isInstanceOf(TreeException.class);
  }

  @Test
  void refusesAHugePathWithoutReadingIt() {
    String path = "tile/0/" + "x001/".repeat(1_000_000) + "000";

    assertThatThrownBy(() -> Tile.parse(path)).isInstanceOf(TreeException.class);
  }

  @Test
  void refusesCoordinatesOutOfBounds() {
    assertThatThrownBy(() -> new Tile(-1, 0, 1)).hasMessageContaining("level");
    assertThatThrownBy(() -> new Tile(64, 0, 1)).hasMessageContaining("level");
    assertThatThrownBy(() -> new Tile(0, -1, 1)).hasMessageContaining("index");
    assertThatThrownBy(() -> new Tile(0, 0, 0)).hasMessageContaining("width");
    assertThatThrownBy(() -> new Tile(0, 0, 257)).isInstanceOf(TreeException.class);
  }

  /** The example of C2SP tlog-tiles: a tree of 70,000. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 256",
    "0, 272, 256",
    "0, 273, 112",
    "0, 274, 0",
    "1, 0, 256",
    "1, 1, 17",
    "1, 2, 0",
    "2, 0, 1",
    "2, 1, 0",
    "3, 0, 0",
    "8, 0, 0",
    "63, 0, 0",
    "0, 9223372036854775807, 0",
  })
  void isAsWideInATreeAsTheTreeHasHashesForIt(int level, long index, int width) {
    if (width == 0) {
      assertThatThrownBy(() -> Tile.inTree(70_000, level, index)).isInstanceOf(TreeException.class);
    } else {
      assertThat(Tile.inTree(70_000, level, index)).isEqualTo(new Tile(level, index, width));
    }
    for (int w = 1; w <= Tile.FULL; w++) {
      assertThat(new Tile(level, index, w).isIn(70_000)).isEqualTo(w <= width);
    }
  }

  @Test
  void aTreeOf256HasAFullTileAndNoPartialOneBesideIt() {
    assertThat(Tile.inTree(256, 0, 0).isFull()).isTrue();
    assertThat(Tile.inTree(256, 1, 0)).isEqualTo(new Tile(1, 0, 1));
    assertThatThrownBy(() -> Tile.inTree(256, 0, 1)).isInstanceOf(TreeException.class);
    assertThatThrownBy(() -> Tile.inTree(-1, 0, 0)).isInstanceOf(TreeException.class);
  }

  @Test
  void aTilesBytesAreItsHashesAndNoMore() {
    Tile tile = new Tile(0, 0, 2);
    byte[] bytes = new byte[64];
    bytes[32] = 1;

    assertThat(HashTile.parse(tile, bytes).toBytes()).isEqualTo(bytes);
    assertThatThrownBy(() -> HashTile.parse(tile, new byte[63])).isInstanceOf(TreeException.class);
    assertThatThrownBy(() -> HashTile.parse(tile, new byte[96])).isInstanceOf(TreeException.class);
  }
}
