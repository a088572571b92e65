package dev.entente.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.aggregate.Marks.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuppressionTest {
  private static Group group(String by, int records) {
    var group = new Group(new Object[] {by}, 64);
    IntStream.range(0, records).forEach(i -> group.add(new Mark(i, i)));
    return group;
  }

  private static List<Integer> shown(int k, int withheld, int... sizes) {
    List<Group> groups = IntStream.of(sizes).mapToObj(size -> group("g" + size, size)).toList();
    return Suppression.of(groups, k, Group::count, withheld).shown().stream()
        .map(Group::count)
        .toList();
  }

  @Test
  void whatIsLargeEnoughIsShown() {
    assertThat(shown(5, 0, 5, 9, 20)).containsExactly(5, 9, 20);
  }

  @Test
  void aSmallGroupTakesTheSmallestOtherWithIt() {
    assertThat(shown(5, 0, 4, 9, 20)).containsExactly(20);
  }

  @Test
  void smallGroupsThatAreEnoughTogetherTakeNoOther() {
    assertThat(shown(5, 0, 4, 1, 9)).containsExactly(9);
  }

  @Test
  void whatWasWithheldBeforeCounts() {
    assertThat(shown(5, 2, 6, 9)).containsExactly(9);
    assertThat(shown(5, 5, 6, 9)).containsExactly(6, 9);
  }

  @Test
  void whateverTheGroupsAreEachShownAndAllWithheldAreEnough() {
    var random = new Random(5);
    for (int round = 0; round < 2000; round++) {
      int k = 2 + random.nextInt(8);
      List<Group> groups = new ArrayList<>();
      int all = 0;
      for (int i = random.nextInt(7); i >= 0; i--) {
        int size = 1 + random.nextInt(12);
        groups.add(group("g" + i, size));
        all += size;
      }
      Suppression made = Suppression.of(groups, k, Group::count, 0);
      int shown = made.shown().stream().mapToInt(Group::count).sum();
      int least = k;
      assertThat(made.shown()).allMatch(group -> group.count() >= least);
      assertThat(made.any()).isEqualTo(made.shown().size() < groups.size());
      if (!made.shown().isEmpty()) {
        assertThat(all - shown)
            .as("%s of %s under %s", shown, all, k)
            .matches(n -> n == 0 || n >= least);
      }
    }
  }
}
