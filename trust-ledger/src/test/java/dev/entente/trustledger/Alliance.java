package dev.entente.trustledger;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Purpose;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Stage;
import dev.entente.differencing.Shown;
import dev.entente.differencing.Sketch;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Disclosure.Posting;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Provision;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.RecordKey;
import dev.entente.reciprocity.RecordTree;
import dev.entente.signature.Nonce;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.StateLock;
import dev.entente.trustledger.store.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A gateway and a partner made by hand, with their ledger on a real disk. */
public final class Alliance implements AutoCloseable {
  public static final String ORIGIN = "halden";
  public static final AgreementId ORCHARD = new AgreementId("orchard");
  public static final AgreementId PLUM = new AgreementId("plum");
  public static final DatasetId ACCOUNTS = new DatasetId("accounts");
  public static final Stage EARLY = new Stage("early");
  public static final PolicyRevision POLICY = PolicyRevision.of(new byte[] {1});
  public static final KeyPair25519 LOG = KeyPair25519.named("log");
  public static final KeyPair25519 GATEWAY = KeyPair25519.named("gateway");
  public static final KeyPair25519 PARTNER = KeyPair25519.named("partner");

  /** Fields that stage early offers. */
  public static final Priced TICKER = priced("ticker", "accounts", 1, Form.FULL);

  public static final Priced SECTOR = priced("sector", "targeting", 2, Form.FULL);
  public static final Priced EMPLOYEES = priced("employees", "targeting", 5, Form.BAND);
  public static final Priced CITY = priced("city", "margins", 10, Form.PSEUDONYM);

  private static final AtomicLong COUNTER = new AtomicLong();

  public final HandClock clock = new HandClock();
  public final Path state;
  private final Optional<Path> outside;
  private final Storage storage;
  private final String database;
  private final UnaryOperator<Store> wrap;
  private StateLock lock;
  public GroupCommitLedger ledger;
  public final People people = new People(this);

  private Alliance(
      Storage storage,
      String database,
      Path state,
      Optional<Path> outside,
      UnaryOperator<Store> wrap) {
    this.storage = storage;
    this.database = database;
    this.state = state;
    this.outside = outside;
    this.wrap = wrap;
    open();
  }

  public static Alliance in(Path directory) {
    return in(Storage.SQLITE, directory);
  }

  static Alliance in(Storage storage, Path directory) {
    return in(storage, directory, store -> store);
  }

  static Alliance in(Storage storage, Path directory, UnaryOperator<Store> wrap) {
    Path state = directory.resolve("state");
    return new Alliance(storage, state.toString(), state, Optional.empty(), wrap);
  }

  static Alliance withCheckpoint(Path directory, Path outside) {
    return new Alliance(
        Storage.SQLITE, "", directory.resolve("state"), Optional.of(outside), store -> store);
  }

  /** Another gateway over the same log. */
  Alliance beside(Path directory) {
    return new Alliance(
        storage, database, directory.resolve("state"), Optional.empty(), store -> store);
  }

  private void open() {
    lock = StateLock.acquire(state);
    try {
      ledger =
          GroupCommitLedger.open(
              wrap.apply(storage.open(lock, database)),
              LOG.log(ORIGIN),
              outside,
              clock,
              Progress.NONE);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public void close() {
    ledger.close();
    lock.close();
  }

  public void reopen() {
    close();
    open();
  }

  /** The terms that both of us sign. */
  static Terms terms(AgreementId agreement, long window, String more) {
    return TermsReader.read(
        """
        {"gateway": "halden", "agreement": "%s", "partner": "Orchard Devices",
         "type": "strategic-alliance", "purposes": ["joint-planning"],
         "contacts": {"ours": ["ana", "bo"], "theirs": ["Kim", "Lee"]},
         "ladder": [{"stage": "early", "window": %d}, {"stage": "mid", "window": %d},
                    {"stage": "late", "window": %d, "gate": {"approvals": 2}}],
         "datasets": {"accounts": {"title": "Accounts", "key": ["ticker"],
           "aggregate": {"k": 5, "budget": 3}, "fields": {
           "ticker": {"type": "string", "category": "accounts", "value": 1, "stage": "early"},
           "sector": {"type": "string", "category": "targeting", "value": 2, "stage": "early",
                      "weaker": {"early": {"release": "pseudonym"}}},
           "employees": {"type": "integer", "category": "targeting", "value": 5, "stage": "late",
                         "weaker": {"early": {"release": "band", "bounds": [100]}}},
           "city": {"type": "string", "category": "margins", "value": 10, "stage": "early",
                    "weaker": {"early": {"release": "truncate", "keep": 2},
                               "late": {"release": "pseudonym"}}}}}},
         "exchanges": {"campaigns": {"key": ["campaign"], "fields": {
           "campaign": {"type": "string", "category": "performance", "value": 1, "required": true},
           "spend": {"type": "number", "category": "performance", "value": 5},
           "city": {"type": "string", "category": "margins", "value": 10,
                    "echoes": "accounts.city"},
           "as-of": {"type": "date", "category": "performance", "value": 0}}}} %s}
        """
            .formatted(agreement, window, 2 * window, 4 * window, more)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Opens an agreement and has the partner accept it, under a policy. */
  Alliance agreed(AgreementId agreement, long window, String more) {
    Terms terms = terms(agreement, window, more);
    record(opened(terms));
    record(accepted(terms));
    if (ledger.trust().policy().isEmpty()) {
      record(new PolicyActivated(POLICY));
    }
    return this;
  }

  public Alliance agreed() {
    return agreed(ORCHARD, 500, "");
  }

  /** With people of ours: Ana, Bo and Chi. */
  public Alliance governed() {
    record(People.founder(People.ANA), People.founder(People.BO), People.founder(People.CHI));
    return this;
  }

  /** Records these events in one step. */
  void record(Event... events) {
    var outcome = ledger.change((_, _) -> Outcome.passed(List.of(events)), Optional.empty());
    if (!(outcome instanceof Outcome.Passed<?>)) {
      throw new AssertionError(outcome);
    }
  }

  static AgreementOpened opened(Terms terms) {
    return opened(terms, Account.EMPTY);
  }

  static AgreementOpened opened(Terms terms, Account debt) {
    return new AgreementOpened(
        terms, List.of(PARTNER.jwk()), GATEWAY.jwk(), signature(terms), debt);
  }

  /** Ours under terms. */
  static String signature(Terms terms) {
    return signed("{\"alg\":\"EdDSA\"}", terms, GATEWAY);
  }

  /** The same, by a key that the signature names. */
  static String signature(Terms terms, KeyPair25519 key) {
    return signed("{\"alg\":\"EdDSA\",\"kid\":\"%s\"}".formatted(key.id()), terms, key);
  }

  private static String signed(String header, Terms terms, KeyPair25519 key) {
    String payload =
        "{\"agreement\":\"%s\",\"terms-hash\":\"%s\"}".formatted(terms.agreement(), terms.hash());
    String input = base64(header) + "." + base64(payload);
    return input + "." + base64(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  public static AgreementAccepted accepted(Terms terms) {
    String body = "{\"terms-hash\":\"%s\"}".formatted(terms.hash());
    byte[] digest = Sha256.hash(body.getBytes(StandardCharsets.UTF_8)).bytes();
    String base =
        """
        "@method": POST
        "@target-uri": https://halden.example/v1/agreements/%s/acceptance
        "content-type": application/json
        "content-digest": sha-256=:%s:
        "@signature-params": ("@method" "@target-uri" "content-type" "content-digest")\
        ;created=1;expires=2;nonce="AAAAAAAAAAAAAAAAAAAAAA";keyid="%s";tag="entente-request\""""
            .formatted(terms.agreement(), Base64.getEncoder().encodeToString(digest), PARTNER.id());
    byte[] signature = PARTNER.sign(base.getBytes(StandardCharsets.UTF_8));
    return new AgreementAccepted(
        terms.agreement(),
        terms.hash(),
        new SignedCall(PARTNER.id(), base, base64(signature), body));
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static Priced priced(String name, String category, int value, Form form) {
    return new Priced(new FieldName(name), new Category(category), value, form);
  }

  /** Where Orchard's nth event of a kind stands in the log, from 0. */
  long index(Class<? extends Event> kind, int nth) {
    return ledger.entries(ORCHARD, 0, 1000).stream()
        .filter(it -> kind.isInstance(EntryJson.read(it.bytes()).event()))
        .skip(nth)
        .findFirst()
        .orElseThrow()
        .index();
  }

  /** The agreement's own events of a kind, oldest first. */
  <T extends Event> List<T> events(AgreementId agreement, Class<T> kind) {
    return ledger.entries(agreement, 0, 1000).stream()
        .map(stored -> EntryJson.read(stored.bytes()).event())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  public Standing standing() {
    return standing(ORCHARD);
  }

  Standing standing(AgreementId agreement) {
    return ledger.trust().standing(agreement).orElseThrow();
  }

  /** A release in the epoch in force. */
  Disclosure disclosure(AgreementId agreement, List<Priced> fields, List<Cells> records) {
    return disclosure(agreement, fields, records, Optional.empty());
  }

  Disclosure disclosure(
      AgreementId agreement, List<Priced> fields, List<Cells> records, Optional<Posting> posting) {
    Standing standing = standing(agreement);
    return new Disclosure(
        agreement,
        ACCOUNTS,
        standing.stage(),
        new Epoch(standing.epoch(), clock.today()),
        ledger.trust().policy().orElse(POLICY),
        DecisionId.fresh(),
        Optional.of(new Purpose("joint-planning")),
        PARTNER.id(),
        Sha256.hash(new byte[] {7}),
        nonce(),
        Salt.fresh(),
        fields,
        RecordTree.of(records),
        posting,
        Optional.empty());
  }

  /** Groups of the sector, of these sets of records, each worth a fifth of a value. */
  public Disclosure aggregate(int k, int budget, Sketch... sets) {
    Disclosure of =
        disclosure(
            ORCHARD,
            List.of(priced("sector", "targeting", 2, Form.AGGREGATE)),
            Arrays.stream(sets).map(set -> cells(set.hashCode(), 1 + set.count())).toList());
    return new Disclosure(
        of.agreement(),
        of.dataset(),
        of.stage(),
        of.epoch(),
        of.policy(),
        of.decision(),
        of.purpose(),
        of.key(),
        of.request(),
        of.nonce(),
        of.salt(),
        of.fields(),
        of.tree(),
        Optional.empty(),
        Optional.of(
            new Disclosure.Aggregate(new Shown(k, List.of(sets), new LinkedHashMap<>()), budget)));
  }

  /** The set of the records from one number to the one before another. */
  public static Sketch set(int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * 65).putInt(to - from);
    for (int record = from; record < to; record++) {
      int at = 4 + 4 * (record % 64);
      bytes.putInt(at, bytes.getInt(at) + 0x9E3779B9 * (record + 1));
    }
    return Sketch.parse(Base64.getEncoder().encodeToString(bytes.array()));
  }

  /** Room for new records of these fields, in the epoch in force. */
  Provision provision(AgreementId agreement, List<Priced> fields, int records, Duration lasting) {
    Standing standing = standing(agreement);
    return new Provision(
        agreement,
        ACCOUNTS,
        standing.stage(),
        new Epoch(standing.epoch(), clock.today()),
        ledger.trust().policy().orElse(POLICY),
        PARTNER.id(),
        Sha256.hash(new byte[] {7}),
        nonce(),
        fields,
        records,
        lasting);
  }

  /** Releases new records of ticker and sector, each worth 3. */
  public dev.entente.ledger.Recording release(int from, int records) {
    return ledger.disclose(
        disclosure(
            ORCHARD,
            List.of(TICKER, SECTOR),
            IntStream.range(from, from + records).mapToObj(i -> cells(i, 11, 12)).toList()));
  }

  /** As many releases of records that cost nothing after the first, all at once. */
  void releases(int count) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int record = i % 7;
        executor.execute(() -> release(record, 1));
      }
    }
  }

  static Cells cells(long key, long... hashes) {
    return new Cells(
        new RecordKey(key, key), hashes, Sha256.hash(ByteBuffer.allocate(8).putLong(key).array()));
  }

  Nonce nonce() {
    byte[] bytes = ByteBuffer.allocate(16).putLong(COUNTER.incrementAndGet()).array();
    return new Nonce(PARTNER.id(), bytes, clock.instant().plusSeconds(300));
  }

  static Ledger.Stored only(List<Ledger.Stored> entries) {
    if (entries.size() != 1) {
      throw new AssertionError("one entry expected, not " + entries.size());
    }
    return entries.getFirst();
  }
}
