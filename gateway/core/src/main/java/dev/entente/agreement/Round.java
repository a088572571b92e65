package dev.entente.agreement;

import dev.entente.json.Doc;
import dev.entente.json.Shown;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How give and take are compared over time.
 *
 * @param days how long a round lasts
 * @param ratio how much of what went out must come in for a round to be matched
 * @param strategy what becomes of unmatched rounds
 */
public record Round(int days, BigDecimal ratio, String strategy) {
  private static final List<String> STRATEGIES =
      List.of("tit-for-tat", "two-tats", "generous", "contrite", "grim");

  // After STRATEGIES, which its constructor looks at.
  static final Round USUAL = new Round(30, new BigDecimal("0.8"), "tit-for-tat");

  public Round {
    if (ratio.signum() <= 0 || ratio.compareTo(BigDecimal.TEN) > 0) {
      throw new IllegalArgumentException("a ratio is above 0 and at most 10, usually 0.8");
    }
    if (!STRATEGIES.contains(strategy)) {
      throw new IllegalArgumentException(
          "`" + Shown.of(strategy) + "` is no strategy; they are " + String.join(", ", STRATEGIES));
    }
  }

  static Round read(Doc doc) {
    doc.only("days", "ratio", "strategy");
    try {
      return new Round(
          doc.find("days").map(days -> days.integer(1, 3650)).orElse(USUAL.days),
          doc.find("ratio").map(Doc::number).orElse(USUAL.ratio),
          doc.find("strategy").map(Doc::text).orElse(USUAL.strategy));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("days", days);
    document.put("ratio", ratio);
    document.put("strategy", strategy);
    return document;
  }
}
