package dev.entente.trustledger.audit;

import dev.entente.agreement.Leak;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.reciprocity.Amount;
import java.time.LocalDate;
import java.util.Optional;

/** What leaks forgive: one entry for each midnight that forgives anything, in their order. */
final class LeakCheck {
  private LeakCheck() {}

  static void forgiven(Exhibit at, Forgiven event, Standing before) {
    Amount exposure = before.account().total().exposure();
    at.equal("the state of the agreement", Lifecycle.ACTIVE, before.state());
    at.equal("the day", before.forgiveness().through().plusDays(1), event.day());
    at.holds(!event.day().isAfter(at.day()), "the day", "not after its entry", event.day());
    at.holds(event.amount().isPositive(), "the amount", "more than nothing", event.amount());
    at.equal("the amount", due(before), event.amount());
    at.equal("the exposure", exposure.minus(event.amount()), event.exposure());
  }

  /** What the next midnight forgives that has not been counted up to that day. */
  static Amount due(Standing standing, LocalDate day) {
    return standing.state() == Lifecycle.ACTIVE && standing.forgiveness().through().isBefore(day)
        ? due(standing)
        : Amount.ZERO;
  }

  private static Amount due(Standing standing) {
    Optional<Leak> leak = standing.terms().leak();
    return leak.map(
            it ->
                it.forgives(standing.account().total().exposure(), standing.forgiveness().total()))
        .orElse(Amount.ZERO);
  }
}
