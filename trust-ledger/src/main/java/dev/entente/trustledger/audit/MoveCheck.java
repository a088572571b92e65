package dev.entente.trustledger.audit;

import dev.entente.agreement.Ladder.Rung;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Stage;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.operator.Command;
import java.util.List;
import java.util.Optional;

/** Moves between stages: up by one with enough people, down at once. */
final class MoveCheck {
  private final PeopleCheck people;

  MoveCheck(PeopleCheck people) {
    this.people = people;
  }

  void proposed(Exhibit at, StageProposed proposed, Standing before) {
    at.equal("the state of the agreement", Lifecycle.ACTIVE, before.state());
    Optional<Rung> next = before.terms().ladder().next(before.stage());
    List<Long> evidence = before.evidence().entries();
    if (proposed.by().command() instanceof Command.Propose(_, Subject.Raise(Stage to), var cites)) {
      at.equal("the stage proposed", next.map(Rung::stage), Optional.of(to));
      at.holds(evidence.containsAll(cites), "the entries cited", "of " + evidence, cites);
    }
    at.equal("the evidence", evidence, proposed.evidence());
    at.equal("the worst case", next.map(Rung::window), Optional.of(proposed.worst()));
    people.proposed(at, proposed.by());
  }

  void changed(Exhibit at, StageChanged changed, Standing before) {
    switch (changed.cause()) {
      case Cause.Approved(long proposal) -> raised(at, changed, proposal, before);
      case Cause.Lowered _ ->
          at.holds(
              before.terms().ladder().reached(before.stage()).contains(changed.to())
                  && !changed.to().equals(before.stage()),
              "the stage lowered to",
              "below " + before.stage(),
              changed.to());
      case Cause.SteppedBack _ -> {} // RoundCheck knows what follows a round.
    }
  }

  private void raised(Exhibit at, StageChanged changed, long proposal, Standing before) {
    at.equal("the state of the agreement", Lifecycle.ACTIVE, before.state());
    Optional<Rung> next = before.terms().ladder().next(before.stage());
    at.equal("the stage raised to", next.map(Rung::stage), Optional.of(changed.to()));
    int approvals = Math.max(1, next.map(rung -> rung.gate().approvals()).orElse(1));
    people.decided(at, proposal, new Subject.Raise(changed.to()), approvals, before);
  }
}
