package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.People.ANA;
import static dev.entente.trustledger.People.BO;
import static dev.entente.trustledger.People.CHI;

import dev.entente.agreement.Subject;
import dev.entente.catalog.Stage;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.People;
import dev.entente.trustledger.TrustStories;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedMovesTest extends ForgedTrust {
  private static final Stage MID = new Stage("mid");
  private static final Stage LATE = new Stage("late");

  static Stream<Forgery> raises() {
    return Stream.of(
        forgery(
            "with an approval too few",
            without(order(Command.Approve.class, 2)),
            at(StageChanged.class, 1),
            "the approvals"),
        forgery(
            "with no approval where the ladder asks for no more than one",
            it ->
                without(order(Command.Approve.class, 0))
                    .apply(without(order(Command.Approve.class, 0)).apply(it)),
            at(StageChanged.class, 0),
            "the approvals"),
        approval("by the proposer", 0, (it, time) -> ordered(ANA, it, time), "what it says"),
        approval(
            "by one for the second time", 1, (it, time) -> ordered(BO, it, time), "what it says"),
        approval(
            "of another proposal",
            2,
            (it, time) ->
                ordered(BO, new Command.Approve(ORCHARD, "late", it.proposal() - 1), time),
            "what it says"),
        forgery(
            "approved with the proposer's key in another's name",
            ForgedMovesTest::withOneKey,
            order(Command.Approve.class, 0),
            "the operator's key"),
        forgery(
            "by a proposal that is none",
            event(at(StageChanged.class, 1), it -> changed(it, LATE, new Cause.Approved(3))),
            at(StageChanged.class, 1),
            "what was proposed"),
        forgery(
            "by a proposal of something else",
            ForgedMovesTest::byAnother,
            after(order(Command.Approve.class, 5)),
            "what was proposed"),
        forgery(
            "by two stages",
            event(at(StageChanged.class, 0), it -> changed(it, LATE, ((StageChanged) it).cause())),
            at(StageChanged.class, 0),
            "the stage raised to"),
        forgery(
            "while the agreement was suspended",
            insert(at(StageChanged.class, 0), time -> ordered(CHI, SUSPEND, time)),
            at(StageChanged.class, 0),
            "the state of the agreement"),
        forgery(
            "proposed while the agreement was suspended",
            insert(at(StageProposed.class, 0), time -> ordered(CHI, SUSPEND, time)),
            at(StageProposed.class, 0),
            "the state of the agreement"),
        proposal("of another stage than the next", LATE, List.of(), "the stage proposed"),
        proposal("that cites what is no evidence", MID, List.of(1L), "the entries cited"),
        forgery(
            "whose worst case is made up",
            event(
                at(StageProposed.class, 0),
                it -> proposed(it, Amount.of(199), ((StageProposed) it).evidence())),
            at(StageProposed.class, 0),
            "the worst case"),
        forgery(
            "whose evidence is made up",
            event(at(StageProposed.class, 0), it -> proposed(it, Amount.of(200), List.of(7L, 8L))),
            at(StageProposed.class, 0),
            "the evidence"));
  }

  static Stream<Forgery> others() {
    return Stream.of(
        forgery(
            "lowered upwards",
            dated(at(StageChanged.class, 3), (it, time) -> lowered(it, LATE, time)),
            at(StageChanged.class, 3),
            "the stage lowered to"),
        forgery(
            "lowered to where it is",
            dated(at(StageChanged.class, 3), (it, time) -> lowered(it, MID, time)),
            at(StageChanged.class, 3),
            "the stage lowered to"),
        forgery(
            "resumed by one person",
            without(order(Command.Approve.class, 4)),
            at(AgreementResumed.class, 0),
            "the approvals"),
        forgery(
            "resumed without having been suspended",
            without(order(Command.Suspend.class, 0)),
            at(AgreementResumed.class, 0),
            "the state of the agreement"),
        forgery(
            "resumed by another proposal",
            event(at(AgreementResumed.class, 0), _ -> new AgreementResumed(ORCHARD, 16)),
            at(AgreementResumed.class, 0),
            "what was proposed"),
        forgery(
            "a key added by one person",
            without(order(Command.Approve.class, 5)),
            at(KeyAdded.class, 0),
            "the approvals"),
        forgery(
            "another key added than was proposed",
            event(
                at(KeyAdded.class, 0),
                it ->
                    new KeyAdded(
                        ORCHARD, KeyPair25519.named("third").jwk(), ((KeyAdded) it).proposal())),
            at(KeyAdded.class, 0),
            "what was proposed"),
        forgery(
            "a debt that is forgotten",
            event(at(AgreementOpened.class, 1), it -> owing(it, Account.EMPTY)),
            at(AgreementOpened.class, 1),
            "the debt"),
        forgery(
            "a debt without its categories",
            event(
                at(AgreementOpened.class, 1),
                it ->
                    owing(
                        it,
                        new Account(((AgreementOpened) it).debt().total(), new LinkedHashMap<>()))),
            at(AgreementOpened.class, 1),
            "the debt"),
        forgery(
            "an amendment that we did not sign",
            event(at(AgreementAmended.class, 0), ForgedMovesTest::unsigned),
            at(AgreementAmended.class, 0),
            "the terms' hash signed"),
        forgery(
            "an acceptance of what was not proposed",
            without(at(AgreementAmended.class, 0)),
            at(AgreementAccepted.class, 1),
            "the terms' hash"),
        forgery(
            "a release with a key that was revoked",
            insert(
                at(Disclosed.class, 1),
                time -> ordered(BO, new Command.Revoke(ORCHARD, Alliance.PARTNER.id()), time)),
            at(Disclosed.class, 1),
            "the key"),
        forgery(
            "a release of an older epoch",
            insert(
                at(Disclosed.class, 1),
                time -> ordered(BO, new Command.Dispute(ORCHARD, "late"), time)),
            at(Disclosed.class, 1),
            "the epoch"));
  }

  @ParameterizedTest
  @MethodSource("raises")
  void a_raise_that_is_changed_is_found(Forgery forgery) {
    isFound(forgery);
  }

  @ParameterizedTest
  @MethodSource("others")
  void another_step_that_is_changed_is_found(Forgery forgery) {
    isFound(forgery);
  }

  private static Forgery approval(
      String name, int nth, BiFunction<Command.Approve, Instant, Event> change, String finding) {
    return forgery(
        "approved " + name,
        dated(
            order(Command.Approve.class, nth),
            (it, time) -> change.apply((Command.Approve) ((Ordered) it).by().command(), time)),
        order(Command.Approve.class, nth),
        finding);
  }

  private static Forgery proposal(String name, Stage stage, List<Long> cites, String finding) {
    var command = new Command.Propose(ORCHARD, new Subject.Raise(stage), cites);
    return forgery(
        "by a proposal " + name,
        dated(
            at(StageProposed.class, 0),
            (event, time) -> {
              StageProposed it = (StageProposed) event;
              var document = People.order(ANA, command, time);
              return new StageProposed(ORCHARD, it.opens(), it.worst(), it.evidence(), document);
            }),
        at(StageProposed.class, 0),
        finding);
  }

  /** Bo is Ana under another name. */
  private static Forger withOneKey(Forger forger) {
    Forger one =
        event(
                at(OperatorAdded.class, 1),
                _ -> new OperatorAdded(BO, KeyPair25519.named(ANA).jwk(), Optional.empty()))
            .apply(forger);
    return dated(
            order(Command.Approve.class, 0),
            (it, time) -> {
              Command command = ((Ordered) it).by().command();
              return new Ordered(
                  OperatorDocument.sign(
                      Alliance.ORIGIN, BO, People.key(ANA), command, "so be it", time));
            })
        .apply(one);
  }

  /** A raise by what was proposed and approved for a key. */
  private static Forger byAnother(Forger forger) {
    int added = at(KeyAdded.class, 0).applyAsInt(forger);
    long proposal = ((KeyAdded) forger.at(added).event()).proposal();
    return forger.event(
        added, _ -> new StageChanged(ORCHARD, Alliance.EARLY, MID, new Cause.Approved(proposal)));
  }

  private static Event changed(Event event, Stage to, Cause cause) {
    StageChanged it = (StageChanged) event;
    return new StageChanged(it.agreement(), it.from(), to, cause);
  }

  private static Event proposed(Event event, Amount worst, List<Long> evidence) {
    StageProposed it = (StageProposed) event;
    return new StageProposed(it.agreement(), it.opens(), worst, evidence, it.by());
  }

  private static Event lowered(Event event, Stage to, Instant time) {
    var document = People.order(BO, new Command.Lower(ORCHARD, to), time);
    return changed(event, to, new Cause.Lowered(document));
  }

  private static Event owing(Event event, Account debt) {
    AgreementOpened it = (AgreementOpened) event;
    return new AgreementOpened(it.terms(), it.keys(), it.gatewayKey(), it.signature(), debt);
  }

  /** With our signature under other terms. */
  private static Event unsigned(Event event) {
    AgreementAmended it = (AgreementAmended) event;
    return new AgreementAmended(it.terms(), TrustStories.otherSignature(), it.by());
  }
}
