package dev.entente.server.show;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Exposure against a window, as a bar that never looks full before it is. */
public final class Bar {
  private static final BigDecimal NEARLY = new BigDecimal("0.85");

  private Bar() {}

  /** The bar and the figures, such as {@code ████░░░░░░ 216.4 of 500}. */
  public static String of(BigDecimal exposure, BigDecimal window, int width, Ink ink) {
    int full = filled(exposure, window, width);
    String bar = "█".repeat(full) + "░".repeat(width - full);
    return coloured(bar, exposure, window, ink) + " " + plain(exposure) + " of " + plain(window);
  }

  static int filled(BigDecimal exposure, BigDecimal window, int width) {
    if (window.signum() <= 0) {
      return exposure.signum() > 0 ? width : 0;
    }
    return exposure
        .multiply(BigDecimal.valueOf(width))
        .divide(window, 0, RoundingMode.FLOOR)
        .max(BigDecimal.ZERO)
        .min(BigDecimal.valueOf(width))
        .intValueExact();
  }

  private static String coloured(String bar, BigDecimal exposure, BigDecimal window, Ink ink) {
    if (exposure.compareTo(window) >= 0) {
      return ink.red(bar);
    }
    return exposure.compareTo(window.multiply(NEARLY)) >= 0 ? ink.yellow(bar) : ink.green(bar);
  }

  /** An amount without zeros that say nothing. */
  public static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
