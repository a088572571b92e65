package dev.entente.differencing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The sets of records of which the same thing was told, such as the sum of one field.
 *
 * @param sketches each once, in the order in which they were told
 */
record Sets(List<Sketch> sketches) {
  static final Sets NONE = new Sets(List.of());

  /** More would take too long to hold against a further answer. */
  private static final int MOST = 1000;

  Sets {
    sketches = List.copyOf(sketches);
  }

  Sets with(List<Sketch> more) {
    var all = new LinkedHashSet<>(sketches);
    all.addAll(more);
    return new Sets(List.copyOf(all));
  }

  boolean hasAll(List<Sketch> told) {
    return new HashSet<>(sketches).containsAll(told);
  }

  boolean hasRoom(List<Sketch> more) {
    return with(more).sketches.size() <= MOST;
  }

  /**
   * Whether some of these sets would, together with one more, come to fewer than k records: by a
   * sum or difference of two or three, one of them new and one of them old. What comes to nothing,
   * or to a set that was told, is nothing new.
   *
   * @param checked what these sets were when that was looked for before: with none but those it is
   *     not looked for again
   */
  boolean isolate(List<Sketch> told, int k, Sets checked) {
    var known = new HashSet<>(sketches);
    List<Sketch> fresh = told.stream().distinct().filter(it -> !known.contains(it)).toList();
    int from = checked.sketches.size();
    if (sketches.size() == from || fresh.isEmpty()) {
      return false;
    }
    List<Sketch> all = new ArrayList<>(sketches);
    all.addAll(fresh);
    int buckets = all.stream().mapToInt(Sketch::buckets).min().orElseThrow();
    List<Sketch> folded = all.stream().map(it -> it.folded(buckets)).toList();
    return new Search(folded, from, sketches.size(), k).finds();
  }

  /** One search; the sketches have as many buckets, the old ones come first. */
  private static final class Search {
    private final List<Sketch> all;
    private final int from;
    private final int old;
    private final int k;
    private final Set<Sketch> known;

    Search(List<Sketch> all, int from, int old, int k) {
      this.all = all;
      this.from = from;
      this.old = old;
      this.k = k;
      this.known = new HashSet<>(all);
    }

    boolean finds() {
      for (int n = old; n < all.size(); n++) {
        for (int a = from; a < old; a++) {
          Sketch fresh = all.get(n);
          Sketch before = all.get(a);
          if (isFew(fresh, -1, before) || withThird(n, a, fresh, before)) {
            return true;
          }
        }
      }
      return false;
    }

    private boolean withThird(int n, int a, Sketch fresh, Sketch before) {
      for (int b = 0; b < all.size(); b++) {
        if (b != a && b != n) {
          Sketch third = all.get(b);
          // Of two that both come as the second, each sum need be looked at once.
          boolean comesSecond = b >= from && b < old;
          if (isFew(fresh, 1, before, third)
              || ((b > a || !comesSecond) && isFew(fresh, -1, before, third))
              || (!comesSecond && isFew(fresh, 1, third, before))) {
            return true;
          }
        }
      }
      return false;
    }

    /** Whether the first less the second leaves 1 to k - 1. */
    private boolean isFew(Sketch one, int sign, Sketch other) {
      return Math.abs(one.count + sign * other.count) < k
          && few(one.sums, sign, other.sums, 0, other.sums)
          && !isKnown(one.minus(other));
    }

    /**
     * Whether the first, with or less the second, less the third leaves 1 to k - 1. A record may be
     * in two of them, so only half of what is left by number are surely records.
     */
    private boolean isFew(Sketch one, int sign, Sketch other, Sketch third) {
      return Math.abs(one.count + sign * other.count - third.count) < 2 * k
          && few(one.sums, sign, other.sums, -1, third.sums)
          && !isKnown((sign > 0 ? one.plus(other) : one.minus(other)).minus(third));
    }

    private boolean few(int[] one, int sign, int[] other, int thirdSign, int[] third) {
      int left = 0;
      for (int i = 0; i < one.length && left < k; i++) {
        left += one[i] + sign * other[i] + thirdSign * third[i] == 0 ? 0 : 1;
      }
      return left > 0 && left < k;
    }

    private boolean isKnown(Sketch rest) {
      return known.contains(rest) || known.contains(rest.minus(rest).minus(rest));
    }
  }
}
