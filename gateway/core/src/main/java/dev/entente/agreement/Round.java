package dev.entente.agreement;

import dev.entente.json.Doc;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Strategy;
import dev.entente.reciprocity.Strategy.Move;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How give and take are compared over time.
 *
 * @param days how long a round lasts
 * @param ratio how much of what went out must come in for a round to be matched
 * @param strategy what becomes of unmatched rounds
 */
public record Round(int days, BigDecimal ratio, Strategy strategy) {
  static final Round USUAL = new Round(30, new BigDecimal("0.8"), Strategy.TIT_FOR_TAT);

  public Round {
    if (ratio.signum() <= 0 || ratio.compareTo(BigDecimal.TEN) > 0) {
      throw new IllegalArgumentException("a ratio is above 0 and at most 10, usually 0.8");
    }
  }

  /**
   * What the other side did in a round in which so much went out and so much came in; empty where
   * nothing moved, and so nothing was owed.
   */
  Optional<Move> played(Amount given, Amount received) {
    if (!given.isPositive() && !received.isPositive()) {
      return Optional.empty();
    }
    BigDecimal due = ratio.multiply(BigDecimal.valueOf(given.thousandths()));
    return Optional.of(
        BigDecimal.valueOf(received.thousandths()).compareTo(due) >= 0
            ? Move.COOPERATE
            : Move.DEFECT);
  }

  static Round read(Doc doc) {
    doc.only("days", "ratio", "strategy");
    try {
      return new Round(
          doc.find("days").map(days -> days.integer(1, 3650)).orElse(USUAL.days),
          doc.find("ratio").map(Doc::number).orElse(USUAL.ratio),
          doc.find("strategy").map(name -> name.as(Strategy::named)).orElse(USUAL.strategy));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("days", days);
    document.put("ratio", ratio);
    document.put("strategy", strategy.toString());
    return document;
  }
}
