package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
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

  /**
   * After a contribution that earned so much by category. In a category too, no more than the
   * stage's window is carried.
   */
  public Account received(Map<Category, Amount> earned, Amount window) {
    var after = new LinkedHashMap<>(categories);
    Amount sum = Amount.ZERO;
    for (var part : earned.entrySet()) {
      after.put(part.getKey(), of(part.getKey()).received(part.getValue(), window));
      sum = sum.plus(part.getValue());
    }
    return new Account(total.received(sum, window), after);
  }

  /** What a contribution earned that led from this account to another. */
  public Credits credits(Account after) {
    var credits = new LinkedHashMap<Category, Credit>();
    after.categories.forEach(
        (category, balance) -> {
          Credit credit = credit(of(category), balance);
          if (credit.earned().isPositive()) {
            credits.put(category, credit);
          }
        });
    return new Credits(credit(total, after.total), credits);
  }

  private static Credit credit(Balance before, Balance after) {
    return new Credit(
        after.received().minus(before.received()), before.exposure().minus(after.exposure()));
  }

  /** After a contribution was found false. */
  public Account reversed(Credits credits) {
    var after = new LinkedHashMap<>(categories);
    credits
        .categories()
        .forEach((category, credit) -> after.put(category, of(category).reversed(credit)));
    return new Account(total.reversed(credits.total()), after);
  }

  /**
   * After releases came to light of which only the sum is known. In a category that has a window it
   * may be all of it.
   */
  public Account lost(Amount value, Set<Category> windows) {
    var after = new LinkedHashMap<>(categories);
    windows.forEach(category -> after.put(category, of(category).disclosed(value)));
    return new Account(total.disclosed(value), after);
  }

  /** What of it a later agreement starts with: exposure above zero, and nothing else. */
  public Account debt() {
    var owed = new LinkedHashMap<Category, Balance>();
    categories.forEach(
        (category, balance) -> {
          if (balance.exposure().isPositive()) {
            owed.put(category, Balance.owing(balance.exposure()));
          }
        });
    return new Account(Balance.owing(total.exposure().max(Amount.ZERO)), owed);
  }

  /** This debt and another together. */
  public Account plus(Account other) {
    var sum = new LinkedHashMap<>(categories);
    other.categories.forEach(
        (category, balance) ->
            sum.put(category, Balance.owing(of(category).exposure().plus(balance.exposure()))));
    return new Account(Balance.owing(total.exposure().plus(other.total.exposure())), sum);
  }

  /** After so much of the exposure was forgiven; the categories keep theirs. */
  public Account forgiven(Amount amount) {
    return new Account(total.forgiven(amount), categories);
  }

  /** What may still leave under these windows while that much is set aside. */
  public Room room(Amount window, Map<Category, Amount> windows, Held reserved) {
    return new Room(
        total.remaining(window, reserved.total()),
        windows.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    w -> of(w.getKey()).remaining(w.getValue(), reserved.of(w.getKey())))));
  }
}
