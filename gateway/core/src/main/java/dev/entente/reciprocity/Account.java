package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** The balance of one agreement, in all and by category. */
public record Account(Balance total, SequencedMap<Category, Balance> categories) {
  public static final Account EMPTY = new Account(Balance.ZERO, new LinkedHashMap<>());

  public Account {
    categories = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(categories));
  }

  public Balance of(Category category) {
    return categories.getOrDefault(category, Balance.ZERO);
  }

  /** After a disclosure that cost so much. */
  public Account disclosed(Map<Category, Amount> cost) {
    var after = new LinkedHashMap<>(categories);
    Balance sum = total;
    for (var part : cost.entrySet()) {
      after.put(part.getKey(), of(part.getKey()).disclosed(part.getValue()));
      sum = sum.disclosed(part.getValue());
    }
    return new Account(sum, after);
  }

  /** After so much of the exposure was forgiven; the categories keep theirs. */
  public Account forgiven(Amount amount) {
    return new Account(total.forgiven(amount), categories);
  }

  /** What may still leave under these windows. */
  public Room room(Amount window, Map<Category, Amount> windows) {
    return new Room(
        total.remaining(window),
        windows.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, w -> of(w.getKey()).remaining(w.getValue()))));
  }
}
