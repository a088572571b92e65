package dev.entente.server.arithmetic;

import dev.entente.agreement.Ladder.Rung;
import dev.entente.agreement.Terms;
import dev.entente.catalog.ExchangeManifest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must come in before each stage is reached: {@code cleared} windows of the stage before, each
 * record at most its value times the rate, every cell for the first time.
 */
final class Climb {
  private final Terms terms;
  private final List<Finding> findings = new ArrayList<>();

  private Climb(Terms terms) {
    this.terms = terms;
  }

  static List<Finding> of(Terms terms) {
    var climb = new Climb(terms);
    List<Rung> rungs = terms.ladder().rungs();
    @Nullable Rung barred = null;
    for (int i = 1; i < rungs.size(); i++) {
      Rung rung = rungs.get(i);
      if (barred != null) {
        climb.barred(rung, "`" + barred.stage() + "` comes before it");
      } else if (!climb.step(rungs.get(i - 1), rung)) {
        climb.barred(rung, "no exchange feeds it; list one under `exchanges`");
        barred = rung;
      }
    }
    return climb.findings;
  }

  private void barred(Rung rung, String because) {
    findings.add(Finding.warning("/exchanges", rung.stage() + " cannot be reached: " + because));
  }

  /** Says what the step needs; false if nothing that is exchanged can bring it. */
  private boolean step(Rung before, Rung rung) {
    BigDecimal need =
        rung.gate().cleared().orElse(BigDecimal.ZERO).multiply(before.window().decimal());
    if (need.signum() == 0) {
      findings.add(Finding.note(rung.stage() + " needs nothing to come in" + besides(rung)));
      return true;
    }
    List<String> ways =
        terms.exchanges().values().stream()
            .filter(exchange -> exchange.recordValue() > 0)
            .map(exchange -> way(exchange, need))
            .toList();
    if (ways.isEmpty()) {
      return false;
    }
    findings.add(
        Finding.note(rung.stage() + " needs " + String.join("; or ", ways) + besides(rung)));
    return true;
  }

  private String way(ExchangeManifest exchange, BigDecimal need) {
    BigDecimal each = BigDecimal.valueOf(exchange.recordValue()).multiply(terms.rate());
    BigDecimal records = need.divide(each, 0, RoundingMode.CEILING);
    String shown = Words.count(records, exchange.id().value());
    @Nullable Integer expected = terms.expect().get(exchange.id());
    if (expected == null) {
      return shown;
    }
    BigDecimal rounds = records.divide(BigDecimal.valueOf(expected), 0, RoundingMode.CEILING);
    return shown + ", " + Words.count(rounds, "rounds") + " at " + expected + " a round";
  }

  private static String besides(Rung rung) {
    int days = rung.gate().minimumDays();
    return days == 0
        ? ""
        : ", and " + Words.count(BigDecimal.valueOf(days), "days") + " at the stage before";
  }
}
