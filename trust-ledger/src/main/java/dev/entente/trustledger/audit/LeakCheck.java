package dev.entente.trustledger.audit;

import dev.entente.agreement.Leak;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.reciprocity.Amount;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What leaks forgive: one entry for each midnight that forgives anything, in their order, before
 * anything else of the agreement on that day.
 */
final class LeakCheck {
  private LeakCheck() {}

  static void forgiven(
      Findings findings, long index, Entry entry, Forgiven event, Standing before) {
    Amount exposure = before.account().total().exposure();
    findings.equal(index, "the state of the agreement", Lifecycle.ACTIVE, before.state());
    findings.equal(index, "the day", before.leaked().plusDays(1), event.day());
    findings.holds(
        !event.day().isAfter(day(entry)), index, "the day", "not after its entry", event.day());
    findings.holds(
        event.amount().isPositive(), index, "the amount", "more than nothing", event.amount());
    findings.equal(index, "the amount", due(before), event.amount());
    findings.equal(index, "the exposure", exposure.minus(event.amount()), event.exposure());
  }

  /** Nothing is released on a day before the leaks up to it are counted. */
  static void counted(Findings findings, long index, Entry entry, Standing before) {
    if (before.leaked().isBefore(day(entry))) {
      findings.equal(index, "the leak that was not counted before it", Amount.ZERO, due(before));
    }
  }

  private static Amount due(Standing standing) {
    Optional<Leak> leak = standing.terms().leak();
    return leak.map(it -> it.forgives(standing.account().total().exposure(), standing.forgiven()))
        .orElse(Amount.ZERO);
  }

  private static LocalDate day(Entry entry) {
    return LocalDate.ofInstant(entry.time(), ZoneOffset.UTC);
  }
}
