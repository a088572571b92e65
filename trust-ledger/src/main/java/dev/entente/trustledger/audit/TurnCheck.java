package dev.entente.trustledger.audit;

import dev.entente.agreement.Rounds;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.reciprocity.Amount;
import java.time.LocalDate;
import java.util.Optional;

/** Nothing is recorded on a day before what the day brings: leaks, and rounds that are over. */
final class TurnCheck {
  private LocalDate turned = LocalDate.MIN;

  void check(Exhibit at) {
    if (at.day().isAfter(turned) && !isOfTurn(at.event())) {
      turned = at.day();
      at.before().standings().forEach(standing -> counted(at, standing));
    }
  }

  static boolean isOfTurn(Event event) {
    return event instanceof Forgiven
        || event instanceof RoundClosed
        || (event instanceof StageChanged changed && changed.cause() instanceof Cause.SteppedBack);
  }

  private static void counted(Exhibit at, Standing standing) {
    String whose = " of " + standing.terms().agreement() + " that was not counted before it";
    at.equal("the leak" + whose, Amount.ZERO, LeakCheck.due(standing, at.day()));
    at.equal(
        "the round" + whose,
        Optional.empty(),
        standing.roundOver(at.day()).map(Rounds.Closed::number));
  }
}
