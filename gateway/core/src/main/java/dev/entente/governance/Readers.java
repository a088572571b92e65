package dev.entente.governance;

import dev.entente.agreement.Reader;
import dev.entente.agreement.Standing;
import dev.entente.json.Shown;
import dev.entente.ledger.Change;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Ordered;
import dev.entente.operator.Command;
import dev.entente.problem.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** To whom an agreement's books are open: at one person's word, since nothing of ours leaves. */
final class Readers {
  private Readers() {}

  static Change open(VerifiedOrder order, Command.OpenBooks command, LocalDate today) {
    return (trust, _) ->
        Governance.open(trust, command.agreement())
            .then(standing -> recorded(order, objection(command.reader(), standing, today)));
  }

  private static Optional<String> objection(Reader reader, Standing standing, LocalDate today) {
    if (!standing.state().isAgreed()) {
      return Optional.of("the partner has not accepted the terms yet, so there are no books");
    }
    if (reader.until().isBefore(today)) {
      return Optional.of(reader.until() + " has passed already; say a later day");
    }
    return standing.books().objection(reader, today);
  }

  static Change close(VerifiedOrder order, Command.CloseBooks command, LocalDate today) {
    return (trust, _) ->
        Governance.open(trust, command.agreement())
            .then(
                standing -> {
                  var open = standing.books().on(today).readers().keySet();
                  return recorded(
                      order,
                      open.contains(command.reader())
                          ? Optional.empty()
                          : Optional.of(
                              "the books are not open to %s, but to %s"
                                  .formatted(
                                      command.reader(),
                                      open.isEmpty() ? "nobody" : Shown.list(open))));
                });
  }

  private static Outcome<List<Event>> recorded(VerifiedOrder order, Optional<String> objection) {
    return objection
        .map(Governance::<List<Event>>refused)
        .orElseGet(() -> Governance.recorded(new Ordered(order.document())));
  }
}
