package dev.entente.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of cells is a map from keys to cells. */
class CellTableTest {
  private final CellTable table = new CellTable();

  @ParameterizedTest
  @ValueSource(longs = {0x3, 0xf, 0xff, -1})
  void whateverIsPutAndRemovedItHoldsWhatAMapHolds(long lows) {
    var random = new Random(lows);
    Map<RecordKey, long[]> map = new HashMap<>();
    List<RecordKey> keys = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      keys.add(new RecordKey(random.nextLong(), random.nextLong() & lows));
    }
    for (int i = 0; i < 20_000; i++) {
      RecordKey key = keys.get(random.nextInt(i < 10_000 ? 20 : keys.size()));
      if (random.nextInt(3) > 0) {
        long[] cells = {i};
        table.put(key, cells);
        map.put(key, cells);
      } else {
        table.remove(key);
        map.remove(key);
      }
      RecordKey other = keys.get(random.nextInt(keys.size()));
      assertThat(table.get(other)).isSameAs(map.get(other));
      assertThat(table.size()).isEqualTo(map.size());
    }
    keys.forEach(key -> assertThat(table.get(key)).isSameAs(map.get(key)));
    List<long[]> all = new ArrayList<>();
    table.forEach(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(map.values());
  }

  @Test
  void keysThatShareAHalfAreTwo() {
    table.put(new RecordKey(1, 7), new long[] {1});
    table.put(new RecordKey(2, 7), new long[] {2});
    table.put(new RecordKey(1, 8), new long[] {3});
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.get(new RecordKey(2, 7))).containsExactly(2);
    assertThat(table.get(new RecordKey(2, 8))).isNull();
  }
}
