package dev.entente.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutstandingTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.900Z");

  @Test
  void noneWaitsAtFirst() {
    assertThat(Outstanding.NONE.count()).isZero();
    assertThat(Outstanding.NONE.oldest()).isEmpty();
    assertThat(Outstanding.NONE.overdue(NOON)).isZero();
    assertThat(Outstanding.NONE.contains(0)).isFalse();
  }

  @Test
  void aReceiptIsOverdueAfterADayAndNotBefore() {
    Outstanding one = Outstanding.NONE.with(7, NOON);
    Instant issued = Instant.parse("2026-11-22T12:00:00Z"); // what its receipt says
    assertThat(one.oldest()).contains(issued);
    assertThat(one.overdue(issued.plus(Duration.ofHours(24)))).isZero();
    assertThat(one.overdue(issued.plus(Duration.ofHours(24)).plusMillis(1))).isEqualTo(1);
  }

  @Test
  void aClockThatWasPutBackHidesNothing() {
    Outstanding two = Outstanding.NONE.with(7, NOON).with(8, NOON.minus(Duration.ofHours(30)));
    assertThat(two.oldest()).contains(Instant.parse("2026-11-21T06:00:00Z"));
    assertThat(two.overdue(NOON)).isEqualTo(1);
  }

  /** A draft that is dropped, and one that is made after it, share what came before. */
  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64, 65, 128, 129, 1000})
  void whatGrowsFromItLeavesItAsItWas(int size) {
    Outstanding before = Outstanding.NONE;
    for (int i = 0; i < size; i++) {
      before = before.with(i, NOON);
    }
    Outstanding dropped = before.with(size, NOON).with(size + 1, NOON);
    Outstanding taken = before.with(size + 5, NOON);
    Outstanding fewer = before.without(new TreeSet<>(List.of(0L, size - 1L)));
    assertThat(before.count()).isEqualTo(size);
    assertThat(before.contains(size)).isFalse();
    assertThat(dropped.contains(size + 1L) && !dropped.contains(size + 5L)).isTrue();
    assertThat(taken.contains(size + 5L) && !taken.contains(size)).isTrue();
    assertThat(fewer.contains(0) || fewer.contains(size - 1L)).isFalse();
    assertThat(before.contains(0) && before.contains(size - 1L)).isTrue();
  }

  /** Against a map that is copied each time. */
  @Test
  void itIsWhatAPlainMapIs() {
    var random = new Random(5);
    var plain = new TreeMap<Long, Instant>();
    Outstanding outstanding = Outstanding.NONE;
    for (long index = 0; index < 4_000; index += 1 + random.nextInt(3)) {
      Instant when = NOON.plusSeconds(random.nextInt(200_000));
      outstanding = outstanding.with(index, when);
      plain.put(index, when);
      if (random.nextInt(40) == 0) {
        var some = new TreeSet<>(plain.keySet());
        some.removeIf(_ -> random.nextInt(3) == 0);
        outstanding = outstanding.without(some);
        plain.keySet().removeAll(some);
      }
      Instant now = NOON.plusSeconds(100_000);
      assertThat(outstanding.count()).isEqualTo(plain.size());
      assertThat(outstanding.first(3)).isEqualTo(plain.keySet().stream().limit(3).toList());
      assertThat(outstanding.contains(index)).isEqualTo(plain.containsKey(index));
      assertThat(outstanding.overdue(now))
          .isEqualTo(
              (int)
                  plain.values().stream()
                      .map(it -> Instant.ofEpochSecond(it.getEpochSecond()))
                      .filter(it -> it.isBefore(now.minus(Duration.ofHours(24))))
                      .count());
    }
    Outstanding again = Outstanding.NONE;
    for (var one : plain.entrySet()) {
      again = again.with(one.getKey(), one.getValue());
    }
    assertThat(again).isEqualTo(outstanding).hasSameHashCodeAs(outstanding);
  }
}
