package dev.entente.reciprocity;

import java.math.BigDecimal;

/**
 * An amount of value, in whole thousandths: exact, never floating point. May be negative (a
 * balance). Within ±2^43, where a double tells thousandths apart: it is exact as a JSON number too.
 */
public record Amount(long thousandths) implements Comparable<Amount> {
  private static final long MOST = (1L << 43) * 1000;

  public static final Amount ZERO = new Amount(0);
  public static final Amount LARGEST = new Amount(MOST);

  public Amount {
    if (thousandths > MOST || thousandths < -MOST) {
      throw new IllegalArgumentException("an amount is within ±" + MOST / 1000);
    }
  }

  public static Amount of(long whole) {
    return new Amount(Math.multiplyExact(whole, 1000L));
  }

  /**
   * The amount that this number is.
   *
   * @throws IllegalArgumentException if it has more than three decimals
   */
  public static Amount of(BigDecimal number) {
    try {
      return new Amount(number.movePointRight(3).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "an amount has at most three decimals, this is " + number, e);
    }
  }

  public Amount plus(Amount other) {
    return new Amount(thousandths + other.thousandths);
  }

  public Amount minus(Amount other) {
    return new Amount(thousandths - other.thousandths);
  }

  public Amount max(Amount other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public Amount min(Amount other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isPositive() {
    return thousandths > 0;
  }

  /** The amount as the shortest decimal, such as {@code 0.3} or {@code 87}. */
  public BigDecimal decimal() {
    BigDecimal shortest = BigDecimal.valueOf(thousandths, 3).stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  @Override
  public int compareTo(Amount other) {
    return Long.compare(thousandths, other.thousandths);
  }

  @Override
  public String toString() {
    return decimal().toPlainString();
  }
}
