package dev.entente.ledger;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.catalog.Field;
import dev.entente.catalog.Stage;
import dev.entente.contribution.Contributed;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.Opening;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.json.Json;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Counted;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.Touched;
import dev.entente.operator.OperatorDocument;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Balance;
import dev.entente.reciprocity.Credit;
import dev.entente.reciprocity.Credits;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Intake;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Tally;
import dev.entente.signature.KeyId;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The largest entries that a manifest or terms can bring. What would not fit is refused where it is
 * read, so that no release, contribution or proposal ever fails for its entry's size.
 */
public final class LargestEntry {
  private static final String NAME = "x".repeat(63);
  private static final Sha256 HASH = Sha256.hash(new byte[0]);
  private static final Optional<Sha256> MEMORY = Optional.of(HASH);
  private static final Instant TIME = Instant.EPOCH.plusMillis(1);
  // All that a page holds, less one, so that several counts may have as many digits.
  private static final long CELLS = 999;
  private static final long SHARED = Contributed.MOST_RECORDS;
  private static final Amount AMOUNT = Amount.LARGEST.minus(new Amount(1));
  // What a proposal says besides the fields: names, and the newest entries that speak for it.
  private static final int PROPOSAL = 2_500 + OperatorDocument.LONGEST;

  private LargestEntry() {}

  /**
   * The dataset, unless a release of it could be too large.
   *
   * @throws IllegalArgumentException with how large, and what would make it smaller
   */
  public static Dataset fitting(Dataset dataset) {
    require(
        size(released(dataset)),
        "a release of all its fields",
        "shorten the fields' and categories' names, or offer fewer fields");
    return dataset;
  }

  /**
   * The exchange, unless a contribution to it could be too large.
   *
   * @throws IllegalArgumentException with how large, and what would make it smaller
   */
  public static ExchangeManifest fitting(ExchangeManifest exchange) {
    require(
        size(received(exchange)),
        "a contribution of all its fields",
        "shorten the fields' and categories' names, or ask for fewer of them");
    return exchange;
  }

  /**
   * The terms, unless their opening or a proposal under them could be too large.
   *
   * @throws IllegalArgumentException with how large, and what would make it smaller
   */
  public static Terms fitting(Terms terms, List<JWK> keys) {
    JWK gateway = keys.getFirst();
    var opened = new AgreementOpened(terms, keys, gateway, NAME.repeat(6), debt(terms));
    require(
        size(opened),
        "what opens the agreement, with %d keys,".formatted(keys.size()),
        "register fewer keys, or offer fewer fields");
    int opens =
        terms.datasets().values().stream()
            .flatMap(set -> set.fields().stream().map(field -> opening(set, field)))
            .mapToInt(opening -> Json.write(opening.json()).length + 1)
            .sum();
    require(
        PROPOSAL + opens,
        "a proposal that opens all fields",
        "offer fewer fields in one agreement, or under shorter names");
    return terms;
  }

  private static void require(int size, String what, String advice) {
    if (size > EntryJson.LARGEST) {
      throw new IllegalArgumentException(
          "%s would take %d bytes of the ledger, an entry has at most %d; %s"
              .formatted(what, size, EntryJson.LARGEST, advice));
    }
  }

  private static int size(Event event) {
    return EntryJson.bytes(new Entry(TIME, Salt.fresh(), event)).length;
  }

  private static Disclosed released(Dataset dataset) {
    return new Disclosed(
        new AgreementId(NAME),
        dataset.id(),
        new Stage(NAME),
        Long.MAX_VALUE,
        PolicyRevision.of(new byte[0]),
        DecisionId.fresh(),
        Optional.of(new Purpose(NAME)),
        new KeyId(HASH),
        HASH,
        dataset.fields().stream().map(LargestEntry::touched).toList(),
        (int) CELLS,
        HASH,
        AMOUNT,
        AMOUNT,
        MEMORY,
        OptionalLong.of(Long.MAX_VALUE),
        Optional.empty());
  }

  /** Only what has a weaker form can be upgraded from one. */
  private static Touched touched(Field field) {
    Form form =
        field.weaker().values().stream()
            .map(Form::of)
            .max(Comparator.comparingInt(weaker -> weaker.toString().length()))
            .orElse(Form.FULL);
    long upgraded = field.weaker().isEmpty() ? 0 : CELLS;
    return new Touched(
        new Priced(field.name(), field.category(), field.value(), form),
        new Tally(CELLS, upgraded, upgraded, CELLS, CELLS));
  }

  private static Received received(ExchangeManifest exchange) {
    SequencedMap<Fate, Long> fates = new LinkedHashMap<>();
    Stream.of(Fate.values()).forEach(fate -> fates.put(fate, SHARED));
    SequencedMap<Category, Credit> credits = new LinkedHashMap<>();
    exchange.fields().forEach(it -> credits.put(it.category(), new Credit(AMOUNT, AMOUNT)));
    return new Received(
        new AgreementId(NAME),
        exchange.id(),
        new KeyId(HASH),
        HASH,
        exchange.fields().stream().map(LargestEntry::counted).toList(),
        fates,
        SHARED,
        HASH,
        new Credits(new Credit(AMOUNT, AMOUNT), credits),
        AMOUNT,
        MEMORY,
        Optional.of(new Transfer(NAME, Long.MAX_VALUE, HASH, AMOUNT)));
  }

  private static Counted counted(Wanted field) {
    long echoed = field.echoes().isEmpty() ? 0 : SHARED;
    return new Counted(
        new Earning(field.name(), field.category(), field.value()),
        new Intake(SHARED, SHARED, SHARED, echoed));
  }

  /** What earlier agreements can leave in these categories. */
  private static Account debt(Terms terms) {
    SequencedMap<Category, Balance> owed = new LinkedHashMap<>();
    terms.datasets().values().stream()
        .flatMap(dataset -> dataset.fields().stream())
        .forEach(field -> owed.put(field.category(), Balance.owing(AMOUNT)));
    return new Account(Balance.owing(AMOUNT), owed);
  }

  private static Opening opening(Dataset dataset, Field field) {
    Optional<String> from =
        field.weaker().isEmpty() ? Optional.empty() : Optional.of(Form.PSEUDONYM.toString());
    return new Opening(dataset.id(), field.name(), from, Form.FULL.toString());
  }
}
