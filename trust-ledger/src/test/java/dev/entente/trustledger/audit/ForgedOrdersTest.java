package dev.entente.trustledger.audit;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.ORIGIN;
import static dev.entente.trustledger.Alliance.PLUM;
import static dev.entente.trustledger.People.ANA;
import static dev.entente.trustledger.People.BO;
import static dev.entente.trustledger.People.CHI;
import static dev.entente.trustledger.People.DAN;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.BundleRevision;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.operator.Command;
import dev.entente.operator.Credential;
import dev.entente.operator.OperatorDocument;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.Alliance;
import dev.entente.trustledger.KeyPair25519;
import dev.entente.trustledger.People;
import dev.entente.trustledger.store.SqliteStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForgedOrdersTest extends ForgedTrust {
  private static final Command REACH = new Command.Reach(ORCHARD, new Milestone("pilot"));
  private static final JWK EVE = KeyPair25519.named("eve").jwk();

  @Test
  void an_honest_story_of_trust_holds() {
    AuditReport report = ForgedStory.audit(story.resolve("state").resolve(SqliteStore.FILE));

    assertThat(report.findings()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(report.disclosures()).isEqualTo(3);
  }

  static Stream<Forgery> orders() {
    return Stream.of(
        reached(
            "by somebody unknown",
            time -> People.order("eve", REACH, time),
            "the operator's signature"),
        reached(
            "in another's name",
            time -> signed(ORIGIN, BO, "eve", REACH, time),
            "the operator's signature"),
        reached(
            "for another gateway",
            time -> signed("elsewhere", BO, BO, REACH, time),
            "the gateway that is ordered"),
        reached(
            "issued after it was carried out",
            time -> People.order(BO, REACH, time.plusSeconds(32)),
            "the time"),
        reached(
            "expired when it was carried out",
            time -> People.order(BO, REACH, time.minusSeconds(362)),
            "the time"),
        forgery(
            "carried out twice",
            it -> {
              int index = order(Command.Reach.class, 0).applyAsInt(it);
              Event event = it.at(index).event();
              return it.insert(index + 1, _ -> event);
            },
            order(Command.Reach.class, 1),
            "the order's nonce"),
        forgery(
            "to lower, but to another stage",
            dated(
                at(StageChanged.class, 3),
                (it, time) -> lowered(it, new Command.Lower(ORCHARD, new Stage("mid")), time)),
            at(StageChanged.class, 3),
            "the command signed"),
        forgery(
            "to lower, but another agreement",
            dated(
                at(StageChanged.class, 3),
                (it, time) -> lowered(it, new Command.Lower(PLUM, Alliance.EARLY), time)),
            at(StageChanged.class, 3),
            "the command signed"),
        forgery(
            "to reverse, but another entry",
            dated(at(Reversed.class, 0), ForgedOrdersTest::another),
            at(Reversed.class, 0),
            "the command signed"),
        forgery(
            "to amend, but to other terms",
            dated(at(AgreementAmended.class, 0), ForgedOrdersTest::amended),
            at(AgreementAmended.class, 0),
            "the command signed"),
        forgery(
            "to propose, but something else",
            dated(at(StageProposed.class, 0), ForgedOrdersTest::resumption),
            at(StageProposed.class, 0),
            "the command signed"),
        forgery(
            "to take on somebody, but with another key",
            dated(at(OperatorAdded.class, 3), ForgedOrdersTest::withAnotherKey),
            at(OperatorAdded.class, 3),
            "the command signed"),
        forgery(
            "to go back to a policy, but to another",
            append(ForgedOrdersTest::rolledBackToAnother),
            last(),
            "the command signed"),
        forgery(
            "to propose a raise, but past its gates",
            ForgedOrdersTest::pastItsGates,
            _ -> PAST_ITS_GATES,
            "its form"));
  }

  // Where the first proposal of a raise stands in the story.
  private static final int PAST_ITS_GATES = 16;

  static Stream<Forgery> people() {
    return Stream.of(
        forgery(
            "somebody whom nobody vouches for, later",
            append(_ -> People.founder("eve")),
            last(),
            "the operator"),
        forgery(
            "somebody who vouches for himself",
            append(
                time ->
                    new OperatorAdded(
                        "eve",
                        EVE,
                        Optional.of(
                            People.order("eve", new Command.AddOperator("eve", EVE), time)))),
            last(),
            "the operator's signature"),
        forgery(
            "another key for one who is known",
            append(time -> added(CHI, EVE, time)),
            last(),
            "the operator"),
        forgery(
            "a key that is another's",
            append(time -> added("eve", KeyPair25519.named(BO).jwk(), time)),
            last(),
            "the operator's key"),
        forgery(
            "something to sign with that is another's",
            append(time -> enrolled(CHI, CHI, KeyPair25519.named(BO).jwk(), time)),
            last(),
            "the operator's key"),
        forgery(
            "something to sign with, enrolled by somebody else",
            append(time -> enrolled(CHI, BO, EVE, time)),
            last(),
            "the operator's signature"));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void an_order_that_is_changed_is_found(Forgery forgery) {
    isFound(forgery);
  }

  @ParameterizedTest
  @MethodSource("people")
  void somebody_who_is_none_of_ours_is_found(Forgery forgery) {
    isFound(forgery);
  }

  private static Forgery reached(
      String name, Function<Instant, OperatorDocument> document, String finding) {
    return forgery(
        name,
        dated(order(Command.Reach.class, 0), (_, time) -> new Ordered(document.apply(time))),
        order(Command.Reach.class, 0),
        finding);
  }

  private static OperatorDocument signed(
      String gateway, String name, String by, Command command, Instant time) {
    return OperatorDocument.sign(gateway, name, People.key(by), command, "so be it", time);
  }

  private static Event lowered(Event event, Command command, Instant time) {
    StageChanged it = (StageChanged) event;
    return new StageChanged(
        it.agreement(), it.from(), it.to(), new Cause.Lowered(People.order(BO, command, time)));
  }

  private static Event another(Event event, Instant time) {
    Reversed it = (Reversed) event;
    var document = People.order(CHI, new Command.Reverse(ORCHARD, it.entry() + 1), time);
    return new Reversed(it.agreement(), it.entry(), it.credits(), it.exposure(), document);
  }

  private static Event amended(Event event, Instant time) {
    AgreementAmended it = (AgreementAmended) event;
    var document = People.order(ANA, new Command.Amend(ORCHARD, Sha256.hash()), time);
    return new AgreementAmended(it.terms(), it.signature(), document);
  }

  private static Event resumption(Event event, Instant time) {
    StageProposed it = (StageProposed) event;
    var command = new Command.Propose(ORCHARD, new Subject.Resumption(), List.of());
    return new StageProposed(
        it.agreement(), it.opens(), it.worst(), it.evidence(), People.order(ANA, command, time));
  }

  private static Event withAnotherKey(Event event, Instant time) {
    var command = new Command.AddOperator(DAN, ((OperatorAdded) event).key());
    return new OperatorAdded(DAN, EVE, Optional.of(People.order(ANA, command, time)));
  }

  private static PolicyActivated rolledBackToAnother(Instant time) {
    var another = PolicyRevision.of(new byte[] {9});
    return new PolicyActivated(
        Alliance.POLICY,
        BundleRevision.NONE,
        Optional.empty(),
        Optional.of(People.order(ANA, new Command.RollBack(another), time)));
  }

  private static OperatorAdded added(String name, JWK key, Instant time) {
    return new OperatorAdded(
        name, key, Optional.of(People.order(ANA, new Command.AddOperator(name, key), time)));
  }

  private static Ordered enrolled(String name, String by, JWK key, Instant time) {
    return new Ordered(signed(ORIGIN, name, by, new Command.Enroll(new Credential.Own(key)), time));
  }

  /** An entry of the kind that says nothing of gates, with a document that proposes a raise. */
  private static Forger pastItsGates(Forger forger) {
    Entry entry = forger.at(PAST_ITS_GATES);
    OperatorDocument document = ((StageProposed) entry.event()).by();
    return forger.bytes(
        PAST_ITS_GATES,
        """
        {"kind":"resumption.proposed","time":"%s","salt":"%s","agreement":"orchard","by":"ana",\
        "document":"%s"}"""
            .formatted(entry.time(), entry.salt(), document.compact())
            .getBytes(StandardCharsets.UTF_8));
  }
}
