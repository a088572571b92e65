package dev.entente.catalog;

import dev.entente.json.Doc;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the records of a dataset may be summed up.
 *
 * @param k of how many records each figure is at least
 * @param budget how many answers that tell something new an agreement gets in its life
 */
public record Aggregation(int k, int budget) {
  /** Above it groups would be told apart too coarsely to hold one answer against another. */
  public static final int HIGHEST_K = 100;

  private static final int USUAL_BUDGET = 100;
  private static final int HIGHEST_BUDGET = 1000;

  public Aggregation {
    if (k < 2 || k > HIGHEST_K) {
      throw new IllegalArgumentException("k is from 2 to " + HIGHEST_K);
    }
    if (budget < 1 || budget > HIGHEST_BUDGET) {
      throw new IllegalArgumentException("a budget is from 1 to " + HIGHEST_BUDGET);
    }
  }

  /** Reads {@code {k: 25, budget: 100}}. */
  static Aggregation read(Doc doc) {
    doc.only("k", "budget");
    return new Aggregation(
        doc.at("k").integer(2, HIGHEST_K),
        doc.find("budget").map(it -> it.integer(1, HIGHEST_BUDGET)).orElse(USUAL_BUDGET));
  }

  /** These terms where the manifest has become narrower. */
  Aggregation narrowed(Aggregation now) {
    return new Aggregation(Math.max(k, now.k), Math.min(budget, now.budget));
  }

  /** What {@link #read} reads. */
  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("k", k);
    document.put("budget", budget);
    return document;
  }
}
