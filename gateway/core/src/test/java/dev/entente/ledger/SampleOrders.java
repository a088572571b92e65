package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Reader;
import dev.entente.agreement.Review;
import dev.entente.agreement.Rounds;
import dev.entente.agreement.SampleTerms;
import dev.entente.agreement.Signal;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Category;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.BundleRevision;
import dev.entente.disclosure.FakePolicy;
import dev.entente.disclosure.Opening;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementResumed;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.Counted;
import dev.entente.ledger.Event.KeyAdded;
import dev.entente.ledger.Event.LogRecovered;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.ProviderKeySeen;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.operator.Authenticator;
import dev.entente.operator.Checkpointed;
import dev.entente.operator.Command;
import dev.entente.operator.Credential;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Succession;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Credit;
import dev.entente.reciprocity.Credits;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Intake;
import dev.entente.reciprocity.Strategy.Move;
import dev.entente.reciprocity.Verdict;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Events of the kinds by which trust grows and shrinks. */
final class SampleOrders {
  private static final AgreementId ORCHARD = SampleEntries.ORCHARD;
  private static final SigningKey ANA = SigningKey.generate();
  private static final PolicyRevision POLICY = FakePolicy.revision("one");
  private static final Stage EARLY = new Stage("early");
  private static final Stage MID = new Stage("mid");

  private SampleOrders() {}

  static Stream<Event> all() {
    return Stream.of(
            Stream.of(
                received(),
                new Reversed(
                    ORCHARD, 7, credits(), Amount.of(12), by(new Command.Reverse(ORCHARD, 7))),
                round(Optional.of(Move.COOPERATE), Verdict.ALLOW),
                round(Optional.empty(), Verdict.HOLD),
                new OperatorAdded("ana", key(), Optional.empty()),
                new OperatorAdded(
                    "bo", key(), Optional.of(by(new Command.AddOperator("bo", key())))),
                new PolicyActivated(
                    POLICY, new BundleRevision("7+9c1f"), Optional.of(ANA.id()), Optional.empty()),
                new PolicyActivated(
                    POLICY,
                    BundleRevision.NONE,
                    Optional.empty(),
                    Optional.of(by(new Command.RollBack(POLICY)))),
                new AgreementAmended(
                    SampleTerms.terms(),
                    "a.compact.jws",
                    by(new Command.Amend(ORCHARD, SampleTerms.terms().hash()))),
                proposed(),
                new StageChanged(ORCHARD, EARLY, MID, new Cause.Approved(9)),
                new StageChanged(
                    ORCHARD, MID, EARLY, new Cause.Lowered(by(new Command.Lower(ORCHARD, EARLY)))),
                new StageChanged(ORCHARD, MID, EARLY, new Cause.SteppedBack(11)),
                new AgreementResumed(ORCHARD, 13),
                recovered(),
                consented(),
                new ProviderKeySeen("https://id.example", key()),
                new KeyAdded(ORCHARD, key(), 14)),
            commands().map(command -> new Ordered(by(command))))
        .flatMap(events -> events);
  }

  private static Succession succession() {
    return Succession.sign(OwnKey.GATEWAY, SigningKey.generate(), SigningKey.generate());
  }

  private static Stream<Command> commands() {
    return Stream.of(
        new Command.BeginRotation(succession()),
        new Command.FinishRotation(OwnKey.LOG, SampleEntries.partner()),
        new Command.Suspend(ORCHARD),
        new Command.Close(ORCHARD),
        new Command.Propose(ORCHARD, new Subject.Resumption(), List.of()),
        new Command.Propose(ORCHARD, new Subject.NewKey(key()), List.of()),
        new Command.Approve(ORCHARD, "mid", 9),
        new Command.Comment(ORCHARD, "mid", 9),
        new Command.Withdraw(ORCHARD, "mid", 9),
        new Command.Refuse(ORCHARD, "mid", 9),
        new Command.Enroll(new Credential.Own(key())),
        new Command.Enroll(new Authenticator().passkey()),
        new Command.Enroll(new Credential.Account("https://id.example", "entente", "f3c1")),
        new Command.Revoke(ORCHARD, SampleEntries.partner()),
        new Command.Reach(ORCHARD, new Milestone("pilot")),
        new Command.Stake(
            ORCHARD,
            new Signal("joint-team", Amount.of(50_000), Signal.Bearer.MUTUAL, Optional.empty())),
        new Command.Stake(
            ORCHARD,
            new Signal(
                "launch",
                new Amount(1),
                Signal.Bearer.THEIRS,
                Optional.of(LocalDate.of(2027, 1, 31)))),
        new Command.Look(ORCHARD, new Review("q4", LocalDate.of(2027, 2, 1))),
        new Command.Dispute(ORCHARD, "invoice"),
        new Command.Resolve(ORCHARD, "invoice"),
        new Command.OpenBooks(
            ORCHARD, new Reader("KPMG", LocalDate.of(2027, 3, 31), Sha256.hash(new byte[] {6}))),
        new Command.CloseBooks(ORCHARD, "KPMG"),
        new Command.StepBack(ORCHARD, "halden", Sha256.hash(new byte[] {8}), 7));
  }

  private static Checkpointed checkpoint(int size) {
    String root = Base64.getEncoder().encodeToString(Sha256.hash(new byte[] {4}).bytes());
    return new Checkpointed("halden\n" + size + "\n" + root + "\n\n\u2014 halden " + root + "\n");
  }

  private static Recovery recovery() {
    var recover = new Command.Recover(checkpoint(6), List.of(checkpoint(8), checkpoint(9)));
    return Recovery.sign(by(recover), ANA);
  }

  private static LogRecovered recovered() {
    Recovery recovery = recovery();
    return new LogRecovered(recovery, by(recovery.recover()));
  }

  private static RecoveryConsented consented() {
    var transfer = new Transfer("halden", 7, Sha256.hash(new byte[] {5}), new Amount(1_500));
    return new RecoveryConsented(
        Consent.sign(
                recovery().hash(),
                ORCHARD,
                List.of("a.b.c"),
                List.of(transfer),
                SampleEntries.PARTNER)
            .getFirst(),
        new Amount(1_500),
        Amount.of(-3));
  }

  static Received received() {
    var fates = new LinkedHashMap<Fate, Long>();
    fates.put(Fate.ACCEPTED, 3L);
    fates.put(Fate.BEYOND_EXPECTED, 1L);
    return new Received(
        ORCHARD,
        new ExchangeId("campaigns"),
        SampleEntries.partner(),
        Sha256.hash(new byte[] {1}),
        List.of(
            new Counted(
                new Earning(new FieldName("reach"), new Category("targeting"), 5),
                new Intake(2, 1, 4, 1)),
            new Counted(
                new Earning(new FieldName("as-of"), new Category("targeting"), 0),
                new Intake(0, 0, 0, 0))),
        fates,
        2,
        Sha256.hash(new byte[] {2}),
        credits(),
        Amount.of(-3),
        Optional.of(Sha256.hash(new byte[] {3})),
        Optional.empty());
  }

  private static Credits credits() {
    var categories = new LinkedHashMap<Category, Credit>();
    categories.put(new Category("targeting"), new Credit(Amount.of(11), new Amount(10_500)));
    return new Credits(new Credit(Amount.of(11), Amount.of(9)), categories);
  }

  private static RoundClosed round(Optional<Move> move, Verdict verdict) {
    return new RoundClosed(
        ORCHARD,
        new Rounds.Closed(
            3,
            LocalDate.of(2026, 10, 23),
            LocalDate.of(2026, 11, 22),
            Amount.of(120),
            new Amount(-500),
            move,
            verdict));
  }

  private static StageProposed proposed() {
    return new StageProposed(
        ORCHARD,
        List.of(
            new Opening(
                SampleTerms.ACCOUNTS, new FieldName("employees"), Optional.of("band"), "full"),
            new Opening(SampleTerms.ACCOUNTS, new FieldName("margin"), Optional.empty(), "full")),
        Amount.of(1000),
        List.of(4L, 5L),
        by(new Command.Propose(ORCHARD, new Subject.Raise(MID), List.of(4L))));
  }

  static OperatorDocument by(Command command) {
    return OperatorDocument.sign("halden", "ana", ANA, command, "it is time", SampleEntries.NOW);
  }

  private static JWK key() {
    return SampleEntries.PARTNER.publicKey().publicJwk();
  }
}
