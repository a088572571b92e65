package dev.entente.governance;

import dev.entente.agreement.Evidence;
import dev.entente.agreement.Standing;
import dev.entente.json.Shown;
import dev.entente.ledger.Change;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.Ordered;
import dev.entente.operator.Command;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What people establish: milestones, signals, reviews, disputes. */
final class Notes {
  private Notes() {}

  static Change take(VerifiedOrder order, Command.OfAgreement command, LocalDate today) {
    return (trust, _) ->
        Governance.open(trust, command.agreement())
            .then(
                standing ->
                    objection(command, standing, today)
                        .map(Governance::<List<Event>>refused)
                        .orElseGet(() -> Governance.recorded(new Ordered(order.document()))));
  }

  private static Optional<String> objection(
      Command.OfAgreement command, Standing standing, LocalDate today) {
    Evidence evidence = standing.evidence();
    return switch (command) {
      case Command.Reach reach ->
          evidence.milestones().contains(reach.milestone())
              ? Optional.of("milestone `" + reach.milestone() + "` is recorded already")
              : Optional.empty();
      case Command.Stake stake ->
          stake.signal().holds(today)
              ? Optional.empty()
              : Optional.of("the signal has expired already; say a later day, or none");
      case Command.Look look ->
          look.review().next().isAfter(today)
              ? Optional.empty()
              : Optional.of("the next review is due after today; say a later day");
      case Command.Dispute dispute ->
          evidence.disputes().contains(dispute.name())
              ? Optional.of("dispute `" + dispute.name() + "` is open already")
              : Optional.empty();
      case Command.Resolve resolve ->
          evidence.disputes().contains(resolve.name())
              ? Optional.empty()
              : Optional.of(
                  "no dispute `"
                      + resolve.name()
                      + "` is open; open: "
                      + Shown.list(evidence.disputes()));
      case Command.StepBack _ -> Optional.empty();
      default -> throw new IllegalArgumentException("not something that people establish");
    };
  }
}
