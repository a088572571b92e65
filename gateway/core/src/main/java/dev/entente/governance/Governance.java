package dev.entente.governance;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.ledger.Change;
import dev.entente.ledger.Event;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Trust;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Role;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.KeyId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way of one order, from signed document to entry: verified, then decided against where the
 * agreement stands in the very step that records it. Blocks; thread-safe.
 */
public final class Governance {
  private static final int MOST_DECISIONS = 10;

  private final String gateway;
  private final Ledger ledger;
  private final Supplier<Map<String, Role>> people;
  private final InstantSource clock;
  private final Motions motions;
  private final Contracts contracts;
  private final Reversals reversals;
  private final Rotations rotations;
  private final Rollbacks rollbacks;

  /**
   * @param gateway whose orders these are
   * @param people those who may order anything, and what, as they are now
   * @param forecasts tells what a raise would open
   * @param offers what the agreements' files say now, and our signature under it
   * @param own the keys that this process signs with
   * @param kept the policies that could come back
   */
  public Governance(
      String gateway,
      Ledger ledger,
      Supplier<Map<String, Role>> people,
      Forecasts forecasts,
      TermsOffer offers,
      Map<OwnKey, KeyId> own,
      KeptPolicies kept,
      InstantSource clock) {
    this.gateway = gateway;
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
    this.motions = new Motions(forecasts);
    this.contracts = new Contracts(offers);
    this.reversals = new Reversals(ledger);
    this.rotations = new Rotations(own);
    this.rollbacks = new Rollbacks(kept);
  }

  /**
   * Carries out an order, once.
   *
   * @throws dev.entente.problem.Unavailable if it cannot be decided or recorded
   */
  public Outcome<Done> carryOut(OperatorDocument document) {
    return VerifiedOrder.verify(document, gateway, people.get(), ledger, clock.instant())
        .then(
            order -> {
              Outcome<Done> done = carryOut(order, MOST_DECISIONS);
              if (done instanceof Outcome.Refused<Done>) {
                ledger.settle(order.nonce());
              }
              return done;
            });
  }

  private Outcome<Done> carryOut(VerifiedOrder order, int decisions) {
    var recorded = new ArrayList<Done.Recorded>();
    Outcome<Trust> outcome =
        decide(order)
            .then(change -> ledger.change(noting(change, recorded), Optional.of(order.nonce())));
    return switch (outcome) {
      case Outcome.Passed<Trust>(Trust trust) ->
          Outcome.passed(new Done(recorded, standing(order, trust)));
      case Outcome.Refused<Trust>(Problem problem) ->
          problem.equals(Motions.FACTS_CHANGED) && decisions > 1
              ? carryOut(order, decisions - 1)
              : Outcome.refused(problem);
    };
  }

  private static Optional<Standing> standing(VerifiedOrder order, Trust trust) {
    return order.command().party().flatMap(trust::standing);
  }

  private static Change noting(Change change, List<Done.Recorded> recorded) {
    return (trust, next) ->
        change
            .against(trust, next)
            .map(
                events -> {
                  recorded.clear();
                  for (int i = 0; i < events.size(); i++) {
                    recorded.add(new Done.Recorded(next + i, events.get(i)));
                  }
                  return events;
                });
  }

  private Outcome<Change> decide(VerifiedOrder order) {
    return switch (order.command()) {
      case Command.AddOperator add -> Outcome.passed(People.add(order, add, people.get().keySet()));
      case Command.SignIn _ -> refused("to sign in is no order");
      case Command.Enroll enroll -> Outcome.passed(People.enroll(order, enroll));
      case Command.OfOwnKey command -> Outcome.passed(rotations.rotate(order, command));
      case Command.RollBack command -> rollbacks.rollBack(order, command);
      case Command.Recover _ ->
          refused("a log is recovered where no gateway holds it: stop this one first");
      case Command.OfAgreement command ->
          ledger
              .trust()
              .standing(command.agreement())
              .map(standing -> decide(order, command, standing))
              .orElseGet(() -> unknown(command.agreement()));
    };
  }

  private Outcome<Change> decide(
      VerifiedOrder order, Command.OfAgreement command, Standing standing) {
    Instant now = clock.instant();
    return switch (command) {
      case Command.Propose propose -> motions.propose(order, propose, standing, now);
      case Command.Approve approve -> motions.approve(order, approve, standing, now);
      case Command.Comment comment -> Outcome.passed(Motions.comment(order, comment));
      case Command.Withdraw withdraw -> Outcome.passed(Motions.withdraw(order, withdraw));
      case Command.Refuse refuse -> Outcome.passed(Motions.refuse(order, refuse));
      case Command.Lower lower -> Outcome.passed(Motions.lower(order, lower));
      case Command.Amend amend -> contracts.amend(order, amend);
      case Command.Suspend suspend -> Outcome.passed(Contracts.suspend(order, suspend));
      case Command.Close close -> Outcome.passed(Contracts.close(order, close));
      case Command.Revoke revoke -> Outcome.passed(Contracts.revoke(order, revoke));
      case Command.Reverse reverse -> reversals.reverse(order, reverse);
      case Command.OpenBooks open -> Outcome.passed(Readers.open(order, open, today(now)));
      case Command.CloseBooks close -> Outcome.passed(Readers.close(order, close, today(now)));
      case Command.Reach _,
          Command.Stake _,
          Command.Look _,
          Command.Dispute _,
          Command.Resolve _,
          Command.StepBack _ ->
          Outcome.passed(Notes.take(order, command, today(now)));
    };
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private static Outcome<Change> unknown(AgreementId agreement) {
    return Outcome.refused(
        ProblemCode.NOT_FOUND,
        "the ledger knows no agreement `" + agreement + "`; its file is read at the next start");
  }

  /** The agreement as it stands, still open; every order of an agreement starts with it. */
  static Outcome<Standing> open(Trust trust, AgreementId agreement) {
    Standing standing = trust.standing(agreement).orElseThrow();
    return standing.state().isOpen()
        ? Outcome.passed(standing)
        : refused("agreement " + agreement + " is closed since " + standing.since());
  }

  static <T> Outcome<T> refused(String detail) {
    return Outcome.refused(ProblemCode.ORDER_REFUSED, detail);
  }

  static Outcome<List<Event>> recorded(Event... events) {
    return Outcome.passed(List.of(events));
  }
}
