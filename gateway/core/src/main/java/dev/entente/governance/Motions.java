package dev.entente.governance;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Ladder;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Proposal;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Opening;
import dev.entente.disclosure.PromotionInput;
import dev.entente.json.Shown;
import dev.entente.ledger.Change;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.ledger.Trust;
import dev.entente.operator.Command;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.KeyId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What takes more than one person, and how a stage goes down, which takes one. */
final class Motions {
  /** What a decision rests on changed before it was recorded; it is made again. */
  static final Problem FACTS_CHANGED =
      Problem.of(
          ProblemCode.ORDER_REFUSED,
          "the facts changed faster than they could be looked at; again");

  private final Forecasts forecasts;

  Motions(Forecasts forecasts) {
    this.forecasts = forecasts;
  }

  Outcome<Change> propose(
      VerifiedOrder order, Command.Propose propose, Standing standing, Instant when) {
    return switch (propose.subject()) {
      case Subject.Raise(Stage stage) -> proposeRaise(order, propose, stage, standing, when);
      case Subject.Resumption() ->
          Outcome.passed(
              (trust, _) ->
                  Governance.open(trust, propose.agreement())
                      .then(
                          now ->
                              now.state() == Lifecycle.SUSPENDED
                                  ? Governance.recorded(new Ordered(order.document()))
                                  : Governance.refused(
                                      "it is " + now.state() + ", not suspended")));
      case Subject.NewKey(var key) ->
          Outcome.passed(
              (trust, _) ->
                  Governance.open(trust, propose.agreement())
                      .then(now -> unused(trust, now, KeyId.of(key)))
                      .then(_ -> Governance.recorded(new Ordered(order.document()))));
    };
  }

  /** A key names one partner only. */
  private static Outcome<Standing> unused(Trust trust, Standing standing, KeyId key) {
    if (standing.keys().containsKey(key)) {
      return Governance.refused("the agreement has the key " + key + " already");
    }
    return trust.standings().stream()
            .filter(other -> !other.terms().partner().equals(standing.terms().partner()))
            .anyMatch(other -> other.keys().containsKey(key))
        ? Governance.refused("the key " + key + " is another partner's")
        : Outcome.passed(standing);
  }

  private Outcome<Change> proposeRaise(
      VerifiedOrder order, Command.Propose propose, Stage stage, Standing standing, Instant when) {
    return met(standing, stage, when)
        .map(
            input -> {
              List<Opening> opens = forecasts.opens(standing, stage, day(when));
              var worst = standing.terms().ladder().rung(stage).window();
              return (trust, _) ->
                  unchanged(trust, propose, input, when)
                      .then(now -> cited(propose, now))
                      .then(
                          now ->
                              Governance.recorded(
                                  new StageProposed(
                                      propose.agreement(),
                                      opens,
                                      worst,
                                      now.evidence().entries(),
                                      order.document())));
            });
  }

  private static LocalDate day(Instant when) {
    return LocalDate.ofInstant(when, ZoneOffset.UTC);
  }

  private static Outcome<Standing> cited(Command.Propose propose, Standing standing) {
    return propose.cites().stream()
        .filter(entry -> !standing.evidence().entries().contains(entry))
        .findFirst()
        .map(
            entry ->
                Governance.<Standing>refused(
                    "entry "
                        + entry
                        + " speaks for nothing since the stage was entered; those that do: "
                        + Shown.list(standing.evidence().entries())))
        .orElseGet(() -> Outcome.passed(standing));
  }

  /** The facts under which the gates of the next stage are met, or those that are not. */
  private Outcome<PromotionInput> met(Standing standing, Stage stage, Instant when) {
    Optional<Stage> next = standing.terms().ladder().next(standing.stage()).map(Ladder.Rung::stage);
    if (!next.equals(Optional.of(stage))) {
      return Governance.refused(
          "from "
              + standing.stage()
              + next.map(it -> " the next stage is " + it).orElse(" there is no way up"));
    }
    PromotionInput input = PromotionInput.of(standing, when).orElseThrow();
    List<GateState> gates = forecasts.gates(input);
    List<String> unmet = gates.stream().filter(gate -> !gate.met()).map(GateState::gate).toList();
    return unmet.isEmpty()
        ? Outcome.passed(input)
        : Outcome.refused(
            Problem.of(
                    ProblemCode.GATES_UNMET,
                    "not yet: "
                        + String.join(", ", unmet)
                        + "; `entente stage` says what is missing")
                .with("gates", gates.stream().map(GateState::document).toList()));
  }

  /** The agreement, if what the gates rest on is still so. */
  private static Outcome<Standing> unchanged(
      Trust trust, Command.OfAgreement command, PromotionInput input, Instant when) {
    return Governance.open(trust, command.agreement())
        .then(
            now ->
                PromotionInput.of(now, when).equals(Optional.of(input))
                    ? Outcome.passed(now)
                    : Outcome.refused(FACTS_CHANGED));
  }

  Outcome<Change> approve(
      VerifiedOrder order, Command.Approve approve, Standing standing, Instant when) {
    return waiting(order, approve, standing)
        .then(
            proposal ->
                switch (proposal.subject()) {
                  case Subject.Raise(Stage stage) ->
                      met(standing, stage, when)
                          .then(input -> asTold(proposal, standing, stage, input, when))
                          .map(input -> approveRaise(order, approve, stage, input, when));
                  case Subject.Resumption() ->
                      Outcome.passed(
                          approved(
                              order,
                              approve,
                              new AgreementResumed(approve.agreement(), approve.proposal())));
                  case Subject.NewKey(var key) ->
                      Outcome.passed(
                          approved(
                              order,
                              approve,
                              new KeyAdded(approve.agreement(), key, approve.proposal())));
                });
  }

  /** What is approved is what was told: the same fields would open. */
  private Outcome<PromotionInput> asTold(
      Proposal proposal, Standing standing, Stage stage, PromotionInput input, Instant when) {
    List<Opening> opens = forecasts.opens(standing, stage, day(when));
    return proposal.opens().equals(Optional.of(Opening.hash(opens)))
        ? Outcome.passed(input)
        : Outcome.refused(
            Problem.of(
                    ProblemCode.ORDER_REFUSED,
                    "other fields would open now than entry "
                        + proposal.entry()
                        + " told, for the policy or a manifest is another; propose it again")
                .with("opens", opens.stream().map(Opening::json).toList()));
  }

  static Change comment(VerifiedOrder order, Command.Comment comment) {
    return onWaiting(
        order, comment.agreement(), comment.subject(), comment.proposal(), _ -> Optional.empty());
  }

  static Change withdraw(VerifiedOrder order, Command.Withdraw withdraw) {
    return onWaiting(
        order,
        withdraw.agreement(),
        withdraw.subject(),
        withdraw.proposal(),
        proposal ->
            proposal.by().equals(order.operator())
                ? Optional.empty()
                : Optional.of(
                    proposal.by() + " proposed it, and may withdraw it; somebody else refuses it"));
  }

  static Change refuse(VerifiedOrder order, Command.Refuse refuse) {
    return onWaiting(
        order,
        refuse.agreement(),
        refuse.subject(),
        refuse.proposal(),
        proposal ->
            proposal.by().equals(order.operator())
                ? Optional.of(order.operator() + " proposed it; withdraw it")
                : Optional.empty());
  }

  private static Change onWaiting(
      VerifiedOrder order,
      AgreementId agreement,
      String subject,
      long entry,
      Function<Proposal, Optional<String>> objection) {
    return (trust, _) ->
        Governance.open(trust, agreement)
            .then(now -> waiting(subject, entry, now))
            .then(
                proposal ->
                    objection
                        .apply(proposal)
                        .map(Governance::<List<Event>>refused)
                        .orElseGet(() -> Governance.recorded(new Ordered(order.document()))));
  }

  private static Change approveRaise(
      VerifiedOrder order,
      Command.Approve approve,
      Stage stage,
      PromotionInput input,
      Instant when) {
    return (trust, _) ->
        unchanged(trust, approve, input, when)
            .then(
                now ->
                    waiting(order, approve, now)
                        .then(
                            proposal -> {
                              var approval = new Ordered(order.document());
                              int needed = proposal.subject().approvals(now.terms().ladder());
                              return proposal.approvedBy().size() + 1 < needed
                                  ? Governance.recorded(approval)
                                  : Governance.recorded(
                                      approval,
                                      new StageChanged(
                                          approve.agreement(),
                                          now.stage(),
                                          stage,
                                          new Cause.Approved(approve.proposal())));
                            }));
  }

  /** What one approval decides. */
  private static Change approved(VerifiedOrder order, Command.Approve approve, Event then) {
    return (trust, _) ->
        Governance.open(trust, approve.agreement())
            .then(
                now ->
                    waiting(order, approve, now)
                        .then(_ -> Governance.recorded(new Ordered(order.document()), then)));
  }

  /** The proposal that is meant, if this person may approve it. */
  private static Outcome<Proposal> waiting(
      VerifiedOrder order, Command.Approve approve, Standing standing) {
    return waiting(approve.subject(), approve.proposal(), standing)
        .then(
            proposal -> {
              if (proposal.by().equals(order.operator())) {
                return Governance.refused(
                    order.operator() + " proposed it; somebody else has to approve it");
              }
              return proposal.approvedBy().contains(order.operator())
                  ? Governance.refused(order.operator() + " has approved it already")
                  : Outcome.passed(proposal);
            });
  }

  private static Outcome<Proposal> waiting(String subject, long entry, Standing standing) {
    Optional<Proposal> newest = standing.proposals().of(subject);
    if (newest.isEmpty()) {
      return Governance.refused(
          "nothing is proposed under `"
              + subject
              + "`; what waits: "
              + Shown.list(standing.proposals().bySubject().keySet()));
    }
    return newest.get().entry() == entry
        ? Outcome.passed(newest.get())
        : Governance.refused(
            "entry "
                + entry
                + " is not the proposal that waits, entry "
                + newest.get().entry()
                + " is; look at it, and decide on that");
  }

  static Change lower(VerifiedOrder order, Command.Lower lower) {
    return (trust, _) ->
        Governance.open(trust, lower.agreement())
            .then(
                now -> {
                  List<Stage> stages = now.terms().ladder().stages();
                  int at = stages.indexOf(lower.stage());
                  return at >= 0 && at < stages.indexOf(now.stage())
                      ? Governance.recorded(
                          new StageChanged(
                              lower.agreement(),
                              now.stage(),
                              lower.stage(),
                              new Cause.Lowered(order.document())))
                      : Governance.refused(
                          "below "
                              + now.stage()
                              + " there is "
                              + Shown.list(stages.subList(0, stages.indexOf(now.stage()))));
                });
  }
}
