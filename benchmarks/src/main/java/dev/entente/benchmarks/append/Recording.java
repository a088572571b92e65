package dev.entente.benchmarks.append;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.agreement.TermsReader;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.SignedCall;
import dev.entente.ledger.Recording.Recorded;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Account;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.RecordKey;
import dev.entente.reciprocity.RecordTree;
import dev.entente.server.GatewayLedger;
import dev.entente.signature.Nonce;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StateLock;
import dev.entente.trustledger.store.Store;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The gateway's ledger, in which the same 20 records of 10 fields are recorded again and again. */
public final class Recording implements AutoCloseable {
  private static final String TERMS =
      """
      {"gateway": "bench", "agreement": "partner", "partner": "Company",
       "type": "strategic-alliance", "purposes": ["joint-planning"],
       "contacts": {"ours": ["ana", "bo"], "theirs": ["Kim", "Lee"]},
       "ladder": [{"stage": "early", "window": 1000000}],
       "datasets": {"accounts": {"title": "Accounts", "key": ["id"], "fields": {
         "id": {"type": "integer", "category": "accounts", "value": 1, "stage": "early"}}}},
       "exchanges": {}, "expect": {}, "rate": 1, "windows": {},
       "round": {"days": 30, "ratio": 0.8, "strategy": "tit-for-tat"}}
      """;

  private static final PolicyRevision POLICY = PolicyRevision.of(new byte[0]);
  private static final AgreementId PARTNER = new AgreementId("partner");

  private final SigningKey key;
  private final GroupCommitLedger ledger;
  private final Standing standing;
  private final List<Priced> fields = IntStream.range(0, 10).mapToObj(Recording::priced).toList();
  private final List<Cells> records = IntStream.range(0, 20).mapToObj(Recording::cells).toList();
  private final AtomicLong count = new AtomicLong();

  /** Opens a ledger in that directory, in which one agreement is active. */
  public Recording(Path state, SigningKey key) {
    this(SqliteStore.open(StateLock.acquire(state)), key);
  }

  /** Opens a ledger over an empty store. */
  Recording(Store store, SigningKey key) {
    this.key = key;
    this.ledger =
        GroupCommitLedger.open(
            store,
            GatewayLedger.logKey("bench", key),
            Optional.empty(),
            InstantSource.system(),
            Progress.NONE);
    Terms terms = TermsReader.read(TERMS.getBytes(StandardCharsets.UTF_8));
    var jwk = key.publicKey().publicJwk();
    change(new PolicyActivated(POLICY));
    change(new AgreementOpened(terms, List.of(jwk), jwk, "", Account.EMPTY));
    change(new AgreementAccepted(PARTNER, terms.hash(), new SignedCall(key.id(), "", "", "")));
    this.standing = ledger.trust().standing(PARTNER).orElseThrow();
  }

  private void change(Event event) {
    ledger.change((_, _) -> Outcome.passed(List.of(event)), Optional.empty());
  }

  private static Priced priced(int field) {
    return new Priced(new FieldName("f" + field), new Category("accounts"), 1, Form.FULL);
  }

  private static Cells cells(int record) {
    long[] hashes = IntStream.rangeClosed(1, 10).mapToLong(i -> 100L * record + i).toArray();
    return new Cells(new RecordKey(record, ~record), hashes, hash(record));
  }

  private static Sha256 hash(long number) {
    return Sha256.hash(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  /** Spends a nonce and records one release, and returns when both are durable. */
  public void record() {
    long number = count.incrementAndGet();
    byte[] bytes = ByteBuffer.allocate(16).putLong(number).array();
    var nonce = new Nonce(key.id(), bytes, Instant.now().plusSeconds(60));
    if (!ledger.claim(nonce)) {
      throw new IllegalStateException("a fresh nonce was spent");
    }
    var disclosure =
        new Disclosure(
            PARTNER,
            new DatasetId("accounts"),
            standing.stage(),
            new Epoch(standing.epoch(), LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC)),
            POLICY,
            DecisionId.fresh(),
            Optional.of(standing.terms().purposes().getFirst()),
            key.id(),
            hash(number),
            nonce,
            Salt.fresh(),
            fields,
            RecordTree.of(records),
            Optional.empty(),
            Optional.empty());
    if (!(ledger.disclose(disclosure) instanceof Recorded)) {
      throw new IllegalStateException("a release was not recorded");
    }
  }

  @Override
  public void close() {
    ledger.close();
  }
}
