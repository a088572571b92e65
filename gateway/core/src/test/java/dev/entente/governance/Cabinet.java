package dev.entente.governance;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.SampleTerms;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.FakePolicy;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Counted;
import dev.entente.ledger.Event.OperatorAdded;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.ledger.FakeLedger;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.OwnKey;
import dev.entente.operator.Role;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Credit;
import dev.entente.reciprocity.Credits;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Intake;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Ana, Bo and Chi, who govern one active agreement with Orchard Devices. */
final class Cabinet {
  static final AgreementId ORCHARD = new AgreementId("orchard");
  static final Stage MID = new Stage("mid");
  static final SigningKey PARTNER = SigningKey.generate();

  final Map<String, SigningKey> keys =
      new TreeMap<>(
          Map.of(
              "ana", SigningKey.generate(),
              "bo", SigningKey.generate(),
              "chi", SigningKey.generate()));
  final SigningKey gateway = SigningKey.generate();
  final SigningKey log = SigningKey.generate();
  final Set<PolicyRevision> lost = new HashSet<>();
  final Map<String, Role> people = new HashMap<>();
  final FakePolicy policy = new FakePolicy().hiding("scout");
  final FakeLedger ledger = new FakeLedger(() -> this.now);
  final Governance governance;
  Instant now = Instant.parse("2026-11-22T10:00:00Z");
  Terms file = SampleTerms.terms();

  Cabinet() {
    keys.keySet().forEach(name -> people.put(name, Role.ALLIANCE_MANAGER));
    governance =
        new Governance(
            "halden",
            ledger,
            () -> people,
            new Forecasts(policy, (terms, id) -> Optional.ofNullable(terms.datasets().get(id))),
            new Drafts(),
            Map.of(OwnKey.GATEWAY, gateway.id(), OwnKey.LOG, log.id()),
            policy -> lost.contains(policy) ? Optional.of("it is lost") : Optional.empty(),
            () -> now);
    keys.forEach(
        (name, key) ->
            ledger.record(new OperatorAdded(name, key.publicKey().publicJwk(), Optional.empty())));
    ledger.record(new PolicyActivated(policy.revision()));
    open(SampleTerms.terms());
  }

  /** Opens and accepts an agreement. */
  void open(Terms terms) {
    JWK key = PARTNER.publicKey().publicJwk();
    ledger.record(new AgreementOpened(terms, List.of(key), key, "jws", debt(terms)));
    ledger.record(
        new AgreementAccepted(
            terms.agreement(), terms.hash(), new SignedCall(PARTNER.id(), "base", "c2ln", "{}")));
  }

  private Account debt(Terms terms) {
    return ledger.trust().debt(terms.partner());
  }

  /** Something came in that is worth so much. */
  long received(long worth) {
    var field = new Earning(new FieldName("reach"), new Category("targeting"), 1);
    var credit = new Credit(Amount.of(worth), Amount.of(worth));
    var categories = new LinkedHashMap<Category, Credit>();
    categories.put(field.category(), credit);
    var fates = new LinkedHashMap<Fate, Long>();
    fates.put(Fate.ACCEPTED, worth);
    return ledger.record(
        new Received(
            ORCHARD,
            new ExchangeId("campaigns"),
            PARTNER.id(),
            Sha256.hash(),
            List.of(new Counted(field, new Intake(worth, 0, 0, 0))),
            fates,
            worth,
            Sha256.hash(),
            new Credits(credit, categories),
            Amount.ZERO,
            Optional.empty(),
            Optional.empty()));
  }

  Standing standing() {
    return ledger.trust().standing(ORCHARD).orElseThrow();
  }

  OperatorDocument signed(String name, Command command) {
    return OperatorDocument.sign("halden", name, keys.get(name), command, "it is time", now);
  }

  Outcome<Done> order(String name, Command command) {
    return governance.carryOut(signed(name, command));
  }

  Done done(String name, Command command) {
    return switch (order(name, command)) {
      case Outcome.Passed<Done>(Done done) -> done;
      case Outcome.Refused<Done>(Problem problem) -> throw new AssertionError(problem.toString());
    };
  }

  Problem refused(String name, Command command) {
    return refused(order(name, command));
  }

  static Problem refused(Outcome<Done> outcome) {
    return ((Outcome.Refused<Done>) outcome).problem();
  }

  Command.Propose toMid() {
    return new Command.Propose(ORCHARD, new Subject.Raise(MID), List.of());
  }

  /** Approves the proposal that waits under that name. */
  Command.Approve approval(String subject) {
    long entry = standing().proposals().of(subject).orElseThrow().entry();
    return new Command.Approve(ORCHARD, subject, entry);
  }

  private final class Drafts implements TermsOffer {
    @Override
    public Outcome<Terms> terms(AgreementId agreement) {
      return Outcome.passed(file);
    }

    @Override
    public String sign(Terms terms) {
      return "jws";
    }
  }
}
