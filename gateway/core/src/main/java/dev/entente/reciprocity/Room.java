package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import java.util.Map;

/**
 * How much may still leave: window − exposure − reserved, in all and for each category that has a
 * window of its own. Negative after a demotion.
 */
public record Room(Amount total, Map<Category, Amount> categories) {
  public Room {
    categories = Map.copyOf(categories);
  }

  /** What is left in the category; as good as unbounded where it has no window. */
  public Amount of(Category category) {
    return categories.getOrDefault(category, Amount.LARGEST);
  }

  /** How many times that much, by category, would fit; at most so many. */
  public int times(Map<Category, Amount> cost, int most) {
    long times = most;
    long sum = 0;
    for (var part : cost.entrySet()) {
      long each = part.getValue().thousandths();
      times = each == 0 ? times : Math.min(times, of(part.getKey()).thousandths() / each);
      sum += each;
    }
    times = sum == 0 ? times : Math.min(times, total.thousandths() / sum);
    return Math.toIntExact(Math.max(0, times));
  }

  /** Whether that much, by category, would still fit. What costs nothing always fits. */
  public boolean fits(Map<Category, Amount> cost) {
    Amount sum = Amount.ZERO;
    for (var part : cost.entrySet()) {
      if (part.getValue().isPositive() && part.getValue().compareTo(of(part.getKey())) > 0) {
        return false;
      }
      sum = sum.plus(part.getValue());
    }
    return !sum.isPositive() || sum.compareTo(total) <= 0;
  }
}
