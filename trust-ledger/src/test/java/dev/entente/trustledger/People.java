package dev.entente.trustledger;

import static dev.entente.trustledger.Alliance.ORCHARD;
import static dev.entente.trustledger.Alliance.ORIGIN;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Stage;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Succession;
import dev.entente.reciprocity.Credits;
import dev.entente.signature.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Our people, whose keys are the same for the same name, and what they order. */
public record People(Alliance alliance) {
  public static final String ANA = "ana";
  public static final String BO = "bo";
  public static final String CHI = "chi";
  public static final String DAN = "dan";

  public static SigningKey key(String name) {
    KeyPair25519 pair = KeyPair25519.named(name);
    return SigningKey.of(
        new OctetKeyPair.Builder(pair.jwk().toOctetKeyPair())
            .d(Base64URL.encode(pair.seed()))
            .build());
  }

  /** Somebody whom nobody vouches for. */
  public static OperatorAdded founder(String name) {
    return new OperatorAdded(name, KeyPair25519.named(name).jwk(), Optional.empty());
  }

  public static OperatorDocument order(String name, Command command, Instant now) {
    return OperatorDocument.sign(ORIGIN, name, key(name), command, "so be it", now);
  }

  /** One of our people vouches for another. */
  void add(String by, String name) {
    JWK key = KeyPair25519.named(name).jwk();
    var command = new Command.AddOperator(name, key);
    alliance.record(
        new OperatorAdded(name, key, Optional.of(order(by, command, alliance.clock.instant()))));
  }

  /** Another key of the partner's: Bo proposes, Chi approves. */
  void addKey(JWK key) {
    var subject = new Subject.NewKey(key);
    long proposal = propose(BO, ORCHARD, subject);
    alliance.record(
        ordered(CHI, new Command.Approve(ORCHARD, subject.name(), proposal)),
        new KeyAdded(ORCHARD, key, proposal));
  }

  /** Something that is done by being ordered. */
  Ordered ordered(String person, Command command) {
    return new Ordered(order(person, command, alliance.clock.instant()));
  }

  /** Proposes something; the index of the proposal. */
  long propose(String person, AgreementId agreement, Subject subject) {
    var propose = new Command.Propose(agreement, subject, List.of());
    OperatorDocument document = order(person, propose, alliance.clock.instant());
    alliance.record(
        subject instanceof Subject.Raise(Stage stage)
            ? new StageProposed(
                agreement,
                List.of(),
                alliance.standing(agreement).terms().ladder().rung(stage).window(),
                alliance.standing(agreement).evidence().entries(),
                document)
            : new Ordered(document));
    return alliance.standing(agreement).proposals().of(subject.name()).orElseThrow().entry();
  }

  /** Raises the agreement by a stage: Ana proposes, Bo and Chi approve. */
  void raise(AgreementId agreement) {
    Standing before = alliance.standing(agreement);
    Stage to = before.terms().ladder().next(before.stage()).orElseThrow().stage();
    long proposal = propose(ANA, agreement, new Subject.Raise(to));
    alliance.record(
        ordered(BO, new Command.Approve(agreement, to.value(), proposal)),
        ordered(CHI, new Command.Approve(agreement, to.value(), proposal)),
        new StageChanged(agreement, before.stage(), to, new Cause.Approved(proposal)));
  }

  /** One of our people lowers the agreement. */
  void lower(AgreementId agreement, Stage to) {
    OperatorDocument order = order(BO, new Command.Lower(agreement, to), alliance.clock.instant());
    alliance.record(
        new StageChanged(
            agreement, alliance.standing(agreement).stage(), to, new Cause.Lowered(order)));
  }

  /** Withdraws the credit of the contribution of that entry. */
  void reverse(AgreementId agreement, long entry) {
    Credits credits =
        ((Received)
                EntryJson.read(Alliance.only(alliance.ledger.entries(agreement, entry, 1)).bytes())
                    .event())
            .credits();
    alliance.record(
        new Reversed(
            agreement,
            entry,
            credits,
            alliance.standing(agreement).account().reversed(credits).total().exposure(),
            order(CHI, new Command.Reverse(agreement, entry), alliance.clock.instant())));
  }

  /** Suspends the agreement. */
  void suspend(AgreementId agreement) {
    alliance.record(ordered(CHI, new Command.Suspend(agreement)));
  }

  /** Takes it up again: Ana proposes, Bo approves. */
  void resume(AgreementId agreement) {
    long proposal = propose(ANA, agreement, new Subject.Resumption());
    alliance.record(
        ordered(BO, new Command.Approve(agreement, "resume", proposal)),
        new AgreementResumed(agreement, proposal));
  }

  /** Proposes other terms, signed by us. */
  void amend(Terms terms) {
    alliance.record(amended(terms, Alliance.signature(terms)));
  }

  /** The same, signed by a key of ours that names itself. */
  AgreementAmended signedBy(String key, Terms terms) {
    return amended(terms, Alliance.signature(terms, KeyPair25519.named(key)));
  }

  private AgreementAmended amended(Terms terms, String signature) {
    return new AgreementAmended(
        terms,
        signature,
        order(ANA, new Command.Amend(terms.agreement(), terms.hash()), alliance.clock.instant()));
  }

  /** Rotates a key of ours, in both steps. */
  void rotate(OwnKey key, String former, String next) {
    var succession = Succession.sign(key, key(former), key(next));
    alliance.record(
        ordered(ANA, new Command.BeginRotation(succession)),
        ordered(BO, new Command.FinishRotation(key, succession.nextId())));
  }
}
