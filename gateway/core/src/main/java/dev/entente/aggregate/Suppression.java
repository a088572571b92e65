package dev.entente.aggregate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Which of some groups are shown, so that neither one of them nor what is left of all of them is of
 * fewer than k records.
 *
 * @param shown in the order in which they came
 * @param any whether one is withheld
 */
record Suppression(List<Group> shown, boolean any) {

  /**
   * Withholds what is too small, and then the smallest of the others until what is withheld would
   * not be told by what is shown.
   *
   * @param size how many records of a group count
   * @param withheld how many records were withheld before, of the same thing
   */
  static Suppression of(List<Group> groups, int k, ToIntFunction<Group> size, int withheld) {
    List<Group> left = new ArrayList<>(groups);
    int hidden = withheld;
    for (Group group : groups) {
      if (size.applyAsInt(group) < k) {
        left.remove(group);
        hidden += size.applyAsInt(group);
      }
    }
    while (hidden > 0 && hidden < k && !left.isEmpty()) {
      Group smallest = left.stream().min(Comparator.comparingInt(size)).orElseThrow();
      left.remove(smallest);
      hidden += size.applyAsInt(smallest);
    }
    return new Suppression(List.copyOf(left), left.size() < groups.size());
  }
}
