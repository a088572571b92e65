package dev.entente.disclosure;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The revision that a bundle's manifest names; empty where it names none.
 *
 * <p>It has an order where it is made of numbers alone, joined by {@code .}, {@code -}, {@code :}
 * or {@code T}: {@code 7}, {@code 1.4.2}, {@code 2026-11-26T10:00:00Z}. What stands behind a {@code
 * +} says which build it is and does not count, as in Semantic Versioning: {@code 7+9c1f2a}.
 */
public record BundleRevision(String text) {
  public static final BundleRevision NONE = new BundleRevision("");

  private static final int LONGEST = 200;
  private static final Pattern ORDERED = Pattern.compile("\\d+([.:T-]\\d+)*Z?(\\+.*)?");

  public BundleRevision {
    if (text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException(
          "a bundle's revision has at most " + LONGEST + " characters, all printable");
    }
  }

  public boolean isOrdered() {
    return ORDERED.matcher(text).matches();
  }

  /** Whether both have an order, and this one comes later. */
  public boolean isAfter(BundleRevision other) {
    return isOrdered() && other.isOrdered() && compare(numbers(), other.numbers()) > 0;
  }

  private List<BigInteger> numbers() {
    return Arrays.stream(text.replaceFirst("Z?(\\+.*)?$", "").split("[.:T-]", -1))
        .map(BigInteger::new)
        .toList();
  }

  private static int compare(List<BigInteger> these, List<BigInteger> those) {
    for (int i = 0; i < Math.min(these.size(), those.size()); i++) {
      int order = these.get(i).compareTo(those.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(these.size(), those.size());
  }

  @Override
  public String toString() {
    return text;
  }
}
