package dev.entente.agreement;

import dev.entente.json.Doc;
import dev.entente.reciprocity.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Generosity, priced: the part of a positive exposure that each UTC midnight forgives.
 *
 * @param perDay the part, at most 0.01
 * @param cap how much is ever forgiven
 */
public record Leak(BigDecimal perDay, Amount cap) {
  private static final BigDecimal MOST = new BigDecimal("0.01");

  public Leak {
    if (perDay.signum() <= 0 || perDay.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("a leak is above 0 and at most " + MOST + " a day");
    }
    if (!cap.isPositive()) {
      throw new IllegalArgumentException("a leak has a cap above 0");
    }
  }

  /** What one midnight forgives of this exposure, rounded down, after so much was forgiven. */
  public Amount forgives(Amount exposure, Amount forgiven) {
    if (!exposure.isPositive()) {
      return Amount.ZERO;
    }
    long part =
        perDay
            .multiply(BigDecimal.valueOf(exposure.thousandths()))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
    return new Amount(Math.min(part, Math.max(0, cap.minus(forgiven).thousandths())));
  }

  static Leak read(Doc doc) {
    doc.only("per-day", "cap");
    try {
      return new Leak(doc.at("per-day").number(), Ladder.amount(doc.at("cap")));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("per-day", perDay);
    document.put("cap", cap.decimal());
    return document;
  }
}
