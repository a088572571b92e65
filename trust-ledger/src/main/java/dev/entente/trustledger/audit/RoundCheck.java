package dev.entente.trustledger.audit;

import dev.entente.agreement.Rounds;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.trustledger.store.Finding;
import java.util.Optional;

/** Rounds as they end, and the step back that follows one, and nothing else. */
final class RoundCheck {
  private Optional<Event> due = Optional.empty();

  /** What must come right after a round is that, and it comes after nothing else. */
  void follows(Exhibit at) {
    boolean stepsBack =
        at.event() instanceof StageChanged changed && changed.cause() instanceof Cause.SteppedBack;
    if (due.isPresent() || stepsBack) {
      at.equal("the step back", due, Optional.of(at.event()));
    }
    due = Optional.empty();
  }

  void closed(Exhibit at, RoundClosed closed, Standing before) {
    Rounds.Closed found = closed.round();
    Optional<Rounds.Closed> over = before.roundOver(at.day());
    if (over.isEmpty()) {
      at.holds(false, "the round", "one that is over", found.number());
      return;
    }
    Rounds.Closed round = over.get();
    at.equal("the round's number", round.number(), found.number());
    at.equal("the round's first day", round.from(), found.from());
    at.equal("the round's end", round.to(), found.to());
    at.equal("what was given in the round", round.given(), found.given());
    at.equal("what was received in the round", round.received(), found.received());
    at.equal("whether the round was matched", round.move(), found.move());
    at.equal("the verdict", round.verdict(), found.verdict());
    if (round.stepsBack()) {
      due =
          before
              .terms()
              .ladder()
              .previous(before.stage())
              .map(
                  rung ->
                      new StageChanged(
                          closed.agreement(),
                          before.stage(),
                          rung.stage(),
                          new Cause.SteppedBack(at.index())));
    }
  }

  void ended(Findings findings, long size) {
    due.ifPresent(it -> findings.add(new Finding(size, "the step back", it.toString(), "missing")));
  }
}
