package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.FakePolicy;
import dev.entente.ledger.Event.Acknowledged;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.ledger.Event.Touched;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Held;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.KeyId;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** One event of each kind. */
final class SampleEntries {
  static final Instant NOW = Instant.parse("2026-11-22T10:20:30.456Z");
  static final DecisionId DECISION = DecisionId.parse("4ca636c1-55e4-417a-b1d8-4aceb67960d1");
  static final AgreementId ORCHARD = new AgreementId("orchard");
  static final SigningKey PARTNER = SigningKey.generate();
  static final SigningKey GATEWAY = SigningKey.generate();

  private SampleEntries() {}

  static Event opened() {
    return new AgreementOpened(
        SampleTerms.terms(), List.of(jwk(PARTNER)), jwk(GATEWAY), "a.compact.jws", Account.EMPTY);
  }

  static Event accepted() {
    return new AgreementAccepted(
        ORCHARD,
        SampleTerms.terms().hash(),
        new SignedCall(PARTNER.id(), "\"@method\": POST\n…", "c2lnbmF0dXJl", "{\"terms-hash\":1}"));
  }

  static Event activated() {
    return new PolicyActivated(FakePolicy.revision("one"));
  }

  static Event disclosed() {
    return disclosed(Optional.of(new Purpose("joint-planning")), new Tally(3, 1, 1, 2, 4));
  }

  static Event disclosed(Optional<Purpose> purpose, Tally tally) {
    return disclosed(purpose, tally, OptionalLong.empty());
  }

  static Event disclosed(Optional<Purpose> purpose, Tally tally, OptionalLong reservation) {
    return new Disclosed(
        ORCHARD,
        SampleTerms.ACCOUNTS,
        new Stage("early"),
        2,
        FakePolicy.revision("one"),
        DECISION,
        purpose,
        PARTNER.id(),
        Sha256.hash(new byte[] {1}),
        List.of(
            touched("ticker", "accounts", 1, Form.FULL, tally),
            touched("employees", "targeting", 5, Form.BAND, tally)),
        11,
        Sha256.hash(new byte[] {2}),
        Amount.of(new java.math.BigDecimal("8.7")),
        Amount.of(new java.math.BigDecimal("-100.25")),
        Optional.of(Sha256.hash(new byte[] {3})),
        reservation,
        Optional.empty());
  }

  static Reserved reserved(long amount, Instant until) {
    return reserved(SampleTerms.ACCOUNTS, amount, until);
  }

  static Reserved reserved(DatasetId dataset, long amount, Instant until) {
    var categories = new LinkedHashMap<Category, Amount>();
    categories.put(new Category("margins"), Amount.of(amount / 2));
    return new Reserved(
        ORCHARD,
        dataset,
        new Stage("early"),
        2,
        FakePolicy.revision("one"),
        PARTNER.id(),
        Sha256.hash(new byte[] {1}),
        10,
        new Held(Amount.of(amount), categories),
        until);
  }

  static Event acknowledged(long... indexes) {
    return new Acknowledged(
        ORCHARD,
        PARTNER.id(),
        LongStream.of(indexes).mapToObj(it -> new Countersigned(it, "a.dual.receipt")).toList());
  }

  static Event forgiven() {
    return new Forgiven(ORCHARD, LocalDate.of(2026, 11, 22), new Amount(1500), Amount.of(297));
  }

  static Entry entry(Event event) {
    return new Entry(NOW, Salt.fresh(), event);
  }

  static KeyId partner() {
    return PARTNER.id();
  }

  private static Touched touched(String field, String category, int value, Form form, Tally tally) {
    return new Touched(
        new Priced(new FieldName(field), new Category(category), value, form), tally);
  }

  private static JWK jwk(SigningKey key) {
    try {
      return JWK.parse(key.publicKey().toJwk());
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
