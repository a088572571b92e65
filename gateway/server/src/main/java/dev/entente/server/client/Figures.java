package dev.entente.server.client;

import dev.entente.json.Doc;
import java.math.BigDecimal;

/**
 * The reciprocity figures of one answer, after it.
 *
 * @param value what this answer cost
 * @param remaining may be negative after a demotion
 * @param limited whether the page was cut short because no more fitted
 */
public record Figures(
    BigDecimal value,
    BigDecimal exposure,
    BigDecimal window,
    BigDecimal remaining,
    boolean limited) {
  static Figures read(Doc doc) {
    return new Figures(
        doc.at("value").number(),
        doc.at("exposure").number(),
        doc.at("window").number(),
        doc.at("remaining").number(),
        doc.at("limited").bool());
  }
}
