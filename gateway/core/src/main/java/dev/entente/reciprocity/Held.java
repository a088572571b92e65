package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** What is set aside: in all, and in each category that has a window of its own. */
public record Held(Amount total, SequencedMap<Category, Amount> categories) {
  public static final Held NOTHING = new Held(Amount.ZERO, new LinkedHashMap<>());

  public Held {
    categories = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(categories));
  }

  public Amount of(Category category) {
    return categories.getOrDefault(category, Amount.ZERO);
  }

  public Held plus(Held other) {
    var sum = new LinkedHashMap<>(categories);
    other.categories.forEach((category, amount) -> sum.merge(category, amount, Amount::plus));
    return new Held(total.plus(other.total), sum);
  }

  /** What is left of it after something cost so much by category: never less than nothing. */
  public Held after(Map<Category, Amount> cost) {
    Amount sum = cost.values().stream().reduce(Amount.ZERO, Amount::plus);
    var left = new LinkedHashMap<>(categories);
    left.replaceAll((category, amount) -> less(amount, cost.getOrDefault(category, Amount.ZERO)));
    return new Held(less(total, sum), left);
  }

  private static Amount less(Amount amount, Amount taken) {
    return amount.minus(taken).max(Amount.ZERO);
  }
}
