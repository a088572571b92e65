package dev.entente.exchange;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How often a partner may ask: so many requests a second in the long run, and so many at once. It
 * is the gateway's own business and no part of the terms.
 *
 * @param every the time in which one more may come
 * @param burst how many may come at once
 */
public record RequestRate(Duration every, int burst) {
  private static final BigDecimal LEAST = new BigDecimal("0.01");
  private static final BigDecimal MOST = new BigDecimal(10_000);
  private static final int LARGEST_BURST = 100_000;
  private static final double SECOND = 1e9;

  public RequestRate {
    if (every.isNegative() || every.isZero() || burst < 1) {
      throw new IllegalArgumentException("a rate lets at least one request come in some time");
    }
  }

  /**
   * Reads {@code {per-second: 5, burst: 20}}; without a burst as many may come at once as in a
   * second.
   *
   * @throws Malformed at the place that is wrong
   */
  public static RequestRate read(Doc doc) {
    Doc perSecond = doc.only("per-second", "burst").at("per-second");
    BigDecimal rate = perSecond.number();
    if (rate.compareTo(LEAST) < 0 || rate.compareTo(MOST) > 0) {
      throw perSecond.malformed(
          "requests a second are from %s to %s, this is %s"
              .formatted(LEAST, MOST, rate.toPlainString()));
    }
    int burst =
        doc.find("burst")
            .map(it -> it.integer(1, LARGEST_BURST))
            .orElseGet(() -> (int) Math.ceil(rate.doubleValue()));
    return new RequestRate(Duration.ofNanos((long) (SECOND / rate.doubleValue())), burst);
  }
}
