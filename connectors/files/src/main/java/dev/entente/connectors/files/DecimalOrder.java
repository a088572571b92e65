package dev.entente.connectors.files;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Writes a decimal so that the order of the texts is that of the numbers, and equal numbers are
 * equal texts whatever their trailing zeros. It is exact for every decimal, where a database's own
 * type ends at 38 digits or falls back to floating point.
 *
 * <p>A positive number is {@code 2}, its exponent, its digits; zero is {@code 1}; a negative one is
 * {@code 0} and the same with each digit d as 9−d, ended by {@code ~}, so that more is less.
 */
final class DecimalOrder {
  /** More than any exponent a BigDecimal can have, so that all are positive and equally long. */
  private static final long BIAS = 5_000_000_000L;

  private DecimalOrder() {}

  static String of(BigDecimal value) {
    if (value.signum() == 0) {
      return "1";
    }
    String digits = value.unscaledValue().abs().toString().replaceFirst("0+$", "");
    long exponent = (long) value.precision() - value.scale();
    String size = String.format(Locale.ROOT, "%010d", exponent + BIAS) + digits;
    return value.signum() > 0 ? "2" + size : "0" + complement(size) + "~";
  }

  private static String complement(String digits) {
    var result = new StringBuilder(digits.length());
    digits.chars().forEach(digit -> result.append((char) ('0' + '9' - digit)));
    return result.toString();
  }
}
