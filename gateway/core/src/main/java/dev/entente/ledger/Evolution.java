package dev.entente.ledger;

import dev.entente.agreement.Contract.Amendment;
import dev.entente.agreement.Evidence;
import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Proposal;
import dev.entente.agreement.Reader;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.disclosure.Opening;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.Counted;
import dev.entente.ledger.Event.DifferenceFound;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.OfAgreement;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.ledger.Event.Touched;
import dev.entente.ledger.Event.Voided;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.reciprocity.Reservation;
import dev.entente.reciprocity.Reservations;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an agreement comes to by one more entry.
 *
 * @param standing before it
 * @param index the entry's
 */
record Evolution(Standing standing, long index, Instant when) {

  /**
   * @throws IllegalStateException if it cannot follow what came before
   */
  Standing by(OfAgreement event) {
    return after(event).at(when);
  }

  private Standing after(OfAgreement event) {
    return switch (event) {
      case AgreementOpened opened ->
          throw refused("agreement " + opened.agreement() + " is opened twice");
      case AgreementAccepted accepted -> accepted(accepted);
      case AgreementAmended(var terms, _, _) ->
          open().proposing(new Amendment(index, terms, terms.hash()));
      case Disclosed disclosed -> disclosed(disclosed);
      case Reserved reserved -> reserved(reserved);
      case Voided(_, long reservation) -> {
        must(
            standing.reservations().find(reservation).isPresent(),
            "entry " + reservation + " is voided, which reserves nothing any more");
        yield standing.voided(reservation);
      }
      case Acknowledged acknowledged -> acknowledged(acknowledged);
      case Received received ->
          standing.received(
              received.exchange(),
              received.earning(),
              Counted.earned(received.fields(), standing.terms().rate()),
              index);
      case Reversed reversed -> reversed(reversed);
      case Forgiven forgiven -> standing.forgiven(forgiven.amount(), forgiven.day());
      case RoundClosed closed -> closed(closed);
      case DifferenceFound(_, var difference) ->
          standing
              .established(open().evidence().disputed(difference.name()), index)
              .became(Lifecycle.SUSPENDED, index, when);
      case RecoveryConsented consented -> {
        open();
        yield standing.lost(consented.value(), day());
      }
      case StageProposed proposed ->
          proposed(proposed.by(), Optional.of(Opening.hash(proposed.opens())));
      case StageChanged changed -> changed(changed);
      case AgreementResumed(_, long proposal) ->
          decided(proposal).became(Lifecycle.ACTIVE, index, when);
      case KeyAdded(_, var key, long proposal) -> {
        Standing decided = decided(proposal);
        yield decided.under(decided.contract().with(KeyId.of(key), key), index);
      }
    };
  }

  /** What is done by being recorded. */
  Standing ordered(OperatorDocument document) {
    Evidence evidence = open().evidence();
    return switch (document.command()) {
      case Command.Suspend _ -> standing.became(Lifecycle.SUSPENDED, index, when);
      case Command.Close _ -> standing.became(Lifecycle.CLOSED, index, when);
      case Command.Propose _ -> proposed(document, Optional.empty());
      case Command.Approve approve -> approved(approve, document.operator());
      case Command.Revoke revoke ->
          standing.under(standing.contract().without(revoke.key()), index);
      case Command.Reach reach -> standing.established(evidence.with(reach.milestone()), index);
      case Command.Stake stake -> standing.established(evidence.with(stake.signal()), index);
      case Command.Look look -> standing.established(evidence.with(look.review()), index);
      case Command.Dispute dispute ->
          standing.established(evidence.disputed(dispute.name()), index);
      case Command.Resolve resolve ->
          standing.established(evidence.resolved(resolve.name()), index);
      case Command.OpenBooks(_, var reader) -> openBooks(reader);
      case Command.CloseBooks(_, var reader) -> {
        must(
            standing.books().readers().containsKey(reader),
            "the books are closed for " + reader + ", to whom they are not open");
        yield standing.closedTo(reader);
      }
      case Command.Comment comment -> commented(comment);
      case Command.Withdraw withdraw -> withdrawn(withdraw, document.operator());
      case Command.Refuse refuse -> refused(refuse, document.operator());
      case Command.StepBack _ -> standing;
      case Command.AddOperator _,
          Command.SignIn _,
          Command.Enroll _,
          Command.RollBack _,
          Command.OfOwnKey _,
          Command.Amend _,
          Command.Lower _,
          Command.Reverse _,
          Command.Recover _ ->
          throw refused("an order that has an entry of its own kind");
    };
  }

  private Standing accepted(AgreementAccepted accepted) {
    must(
        open().awaited().equals(Optional.of(accepted.termsHash())),
        "terms are accepted for " + accepted.agreement() + " that do not wait for it");
    Standing signed = standing.accepted(index, when);
    must(
        signed.terms().ladder().has(signed.stage()),
        "the terms that are accepted have no stage `" + signed.stage() + "`, which was reached");
    return signed;
  }

  private Standing disclosed(Disclosed disclosed) {
    var cost = Touched.cost(disclosed.fields());
    Standing known =
        disclosed
            .aggregate()
            .map(shown -> standing.summed(disclosed.dataset(), shown))
            .orElse(standing);
    Standing after = known.disclosed(standing.account().disclosed(cost), index, when);
    if (disclosed.reservation().isEmpty()) {
      return after;
    }
    long reservation = disclosed.reservation().getAsLong();
    must(
        standing
            .reservations()
            .at(when)
            .find(reservation)
            .filter(it -> it.dataset().equals(disclosed.dataset()))
            .isPresent(),
        "a release takes from entry " + reservation + ", which reserves nothing for it");
    return after.posted(reservation, cost);
  }

  private Standing reserved(Reserved reserved) {
    must(!standing.reservations().at(when).areFull(), "more is reserved at once than may be");
    must(
        when.isBefore(reserved.until())
            && !when.plus(Reservations.LONGEST).isBefore(reserved.until()),
        "something is reserved until " + reserved.until() + ", an hour at most is allowed");
    return standing.reserved(
        index, new Reservation(reserved.dataset(), reserved.amount(), reserved.until()));
  }

  private Standing acknowledged(Acknowledged acknowledged) {
    var entries = new TreeSet<Long>();
    for (Countersigned signed : acknowledged.entries()) {
      must(
          standing.outstanding().contains(signed.index()) && entries.add(signed.index()),
          "entry " + signed.index() + " is acknowledged, which does not wait for it");
    }
    return standing.acknowledged(entries);
  }

  private Standing reversed(Reversed reversed) {
    must(
        !standing.evidence().reversed().contains(reversed.entry()),
        "the contribution of entry " + reversed.entry() + " is reversed twice");
    return standing.reversed(reversed.entry(), reversed.credits(), day());
  }

  private Standing closed(RoundClosed closed) {
    must(
        closed.round().number() == standing.rounds().number(),
        "round " + closed.round().number() + " is closed, but another is under way");
    return standing.roundClosed(closed.round(), index);
  }

  private Standing changed(StageChanged changed) {
    must(
        standing.stage().equals(changed.from()) && standing.terms().ladder().has(changed.to()),
        "the stage changes from " + changed.from() + " to " + changed.to() + ", which it cannot");
    return standing.at(changed.to(), index, when);
  }

  private Standing proposed(OperatorDocument document, Optional<Sha256> opens) {
    if (!(document.command() instanceof Command.Propose propose)) {
      throw refused("a proposal whose document proposes nothing");
    }
    return open()
        .proposed(
            new Proposal(index, propose.subject(), document.operator(), opens, new TreeSet<>()));
  }

  private Standing approved(Command.Approve approve, String person) {
    Proposal proposal = waiting(approve.subject(), approve.proposal());
    must(
        !proposal.by().equals(person) && !proposal.approvedBy().contains(person),
        person + " approves what " + person + " proposed or approved before");
    return standing.proposed(proposal.approved(person));
  }

  private Standing openBooks(Reader reader) {
    must(standing.state().isAgreed(), "the books of an agreement are opened that nobody accepted");
    Optional<String> objection = standing.books().objection(reader, day());
    must(objection.isEmpty(), objection.orElse(""));
    return standing.at(when).openTo(reader);
  }

  private Standing commented(Command.Comment comment) {
    waiting(comment.subject(), comment.proposal());
    return standing;
  }

  private Standing withdrawn(Command.Withdraw withdraw, String person) {
    Proposal proposal = waiting(withdraw.subject(), withdraw.proposal());
    must(proposal.by().equals(person), person + " withdraws what " + proposal.by() + " proposed");
    return standing.decided(proposal.subject());
  }

  private Standing refused(Command.Refuse refuse, String person) {
    Proposal proposal = waiting(refuse.subject(), refuse.proposal());
    must(!proposal.by().equals(person), person + " refuses what " + person + " proposed");
    return standing.decided(proposal.subject());
  }

  private Proposal waiting(String subject, long proposal) {
    return standing
        .proposals()
        .of(subject)
        .filter(it -> it.entry() == proposal)
        .orElseThrow(() -> refused("entry " + proposal + " is no proposal that waits"));
  }

  /** Without the proposal that was decided. */
  private Standing decided(long proposal) {
    Subject subject =
        open().proposals().bySubject().values().stream()
            .filter(it -> it.entry() == proposal)
            .map(Proposal::subject)
            .findFirst()
            .orElseThrow(() -> refused("entry " + proposal + " is no proposal that waits"));
    return standing.decided(subject);
  }

  private LocalDate day() {
    return LocalDate.ofInstant(when, ZoneOffset.UTC);
  }

  private Standing open() {
    must(standing.state().isOpen(), "agreement " + standing.terms().agreement() + " is closed");
    return standing;
  }

  static void must(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  static IllegalStateException refused(String why) {
    return new IllegalStateException(why);
  }
}
