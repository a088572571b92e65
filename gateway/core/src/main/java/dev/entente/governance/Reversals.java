package dev.entente.governance;

import dev.entente.json.Malformed;
import dev.entente.ledger.Change;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.operator.Command;
import dev.entente.problem.Outcome;
import dev.entente.problem.Unavailable;
import java.util.Optional;

/** Credit that is withdrawn because what earned it was false. */
final class Reversals {
  private final Ledger ledger;

  Reversals(Ledger ledger) {
    this.ledger = ledger;
  }

  Outcome<Change> reverse(VerifiedOrder order, Command.Reverse reverse) {
    return received(reverse)
        .map(received -> Outcome.passed(reversed(order, reverse, received)))
        .orElseGet(
            () ->
                Governance.refused(
                    "entry " + reverse.entry() + " is no contribution of " + reverse.agreement()));
  }

  private Optional<Received> received(Command.Reverse reverse) {
    return ledger.entries(reverse.agreement(), reverse.entry(), 1).stream()
        .filter(stored -> stored.index() == reverse.entry())
        .map(Reversals::read)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Received> read(Stored stored) {
    try {
      return EntryJson.read(stored.bytes()).event() instanceof Received received
          ? Optional.of(received)
          : Optional.empty();
    } catch (Malformed e) {
      throw Unavailable.ledger("entry " + stored.index() + " cannot be read", e);
    }
  }

  private static Change reversed(VerifiedOrder order, Command.Reverse reverse, Received received) {
    return (trust, _) ->
        Governance.open(trust, reverse.agreement())
            .then(
                standing ->
                    standing.evidence().reversed().contains(reverse.entry())
                        ? Governance.refused("entry " + reverse.entry() + " is reversed already")
                        : Governance.recorded(
                            new Reversed(
                                reverse.agreement(),
                                reverse.entry(),
                                received.credits(),
                                standing.account().reversed(received.credits()).total().exposure(),
                                order.document())));
  }
}
