package dev.entente.benchmarks.audit;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Epoch;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.DecisionId;
import dev.entente.governance.Done;
import dev.entente.governance.Governance;
import dev.entente.ledger.Contribution;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Recording;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.policies.Bundle;
import dev.entente.policies.WasmPolicy;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Cells;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.RecordKey;
import dev.entente.reciprocity.RecordTree;
import dev.entente.reciprocity.Shared;
import dev.entente.server.GatewayLedger;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.server.operators.Orders;
import dev.entente.signature.KeyId;
import dev.entente.signature.Nonce;
import dev.entente.signature.Salt;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import dev.entente.trustledger.GroupCommitLedger;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.SqliteStore;
import dev.entente.trustledger.store.StateLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes a history by the gateway's own ledger and governance: again and again a raise, releases at
 * the higher stage, the way down, releases at the lower one, and contributions between them.
 */
final class History implements AutoCloseable {
  private static final AgreementId PARTNER = new AgreementId("partner");
  private static final DatasetId ACCOUNTS = new DatasetId("accounts");
  private static final ExchangeId CAMPAIGNS = new ExchangeId("campaigns");
  private static final Stage EARLY = new Stage("early");
  private static final Stage MID = new Stage("mid");
  private static final List<Earning> SHARED = List.of(earning("campaign", 1), earning("spend", 5));
  private static final int RECORDS = 20_000;
  private static final int AT_A_STAGE = 500;
  private static final int CONTRIBUTIONS = 5;

  private final AllianceDirectory directory;
  private final StateLock lock;
  private final GroupCommitLedger ledger;
  private final Governance governance;
  private final KeyId partner;
  private final Duration opened;
  private final AtomicLong counter;

  /** Opens the ledger of a directory whose partner has accepted. */
  History(AllianceDirectory directory, KeyId partner) throws KeysUnusable {
    this.directory = directory;
    this.partner = partner;
    var settings = directory.settings();
    GatewayKeys keys = KeyFolder.open(settings.keys());
    long begun = System.nanoTime();
    lock = StateLock.acquire(settings.state());
    ledger =
        GroupCommitLedger.open(
            SqliteStore.open(lock),
            GatewayLedger.logKey(settings.gateway(), keys.logRing()),
            Optional.empty(),
            InstantSource.system(),
            Progress.NONE);
    counter = new AtomicLong(ledger.published().snapshot().size());
    opened = Duration.ofNanos(System.nanoTime() - begun);
    governance =
        Orders.over(
            directory,
            ledger,
            WasmPolicy.start(Bundle.standard()),
            _ -> Optional.of("a history keeps its policy"),
            keys,
            InstantSource.system());
  }

  private static Earning earning(String name, int value) {
    return new Earning(new FieldName(name), new Category("performance"), value);
  }

  /** Adds at least so many releases, and what comes with them. */
  void add(long releases) throws IOException, InterruptedException, ExecutionException {
    for (long done = 0; done < releases; done += 2 * AT_A_STAGE) {
      long proposal = order("ana", new Command.Propose(PARTNER, new Subject.Raise(MID), List.of()));
      order("bo", new Command.Approve(PARTNER, "mid", proposal));
      release(Form.FULL);
      order("ana", new Command.Lower(PARTNER, EARLY));
      release(Form.BAND);
    }
  }

  /** The newest checkpoint. */
  String checkpoint() {
    return ledger.checkpoint();
  }

  /** The index of the first entry that it came to. */
  private long order(String operator, Command command) throws IOException {
    Path file = OperatorKeys.in(directory.settings().state()).file(operator);
    SigningKey key = SigningKey.parse(Files.readString(file));
    var document =
        OperatorDocument.sign("bench", operator, key, command, "to be audited", Instant.now());
    return switch (governance.carryOut(document)) {
      case Outcome.Passed<Done>(var done) -> done.entries().getFirst().index();
      case Outcome.Refused<Done>(var problem) ->
          throw new IllegalStateException("an order was refused: " + problem);
    };
  }

  /** How many entries it has. */
  long size() {
    return ledger.published().snapshot().size();
  }

  /** How long the ledger took to open: all that is in it was read, hashed and followed. */
  Duration opened() {
    return opened;
  }

  /**
   * Releases as the gateway does, spending a nonce before each, by so many callers at once.
   *
   * @return how long each took, in nanoseconds
   */
  long[] releases(int callers, int each) throws InterruptedException, ExecutionException {
    Standing standing = ledger.trust().standing(PARTNER).orElseThrow();
    List<Priced> fields = fields(Form.BAND);
    long[] nanos = new long[callers * each];
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> steps = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int from = i * each;
        steps.add(
            threads.submit(
                () -> {
                  for (int at = from; at < from + each; at++) {
                    long begun = System.nanoTime();
                    Disclosure disclosure = disclosure(standing, fields);
                    ledger.claim(disclosure.nonce());
                    recorded(ledger.disclose(disclosure));
                    nanos[at] = System.nanoTime() - begun;
                  }
                }));
      }
      for (Future<?> step : steps) {
        step.get();
      }
    }
    return nanos;
  }

  private static List<Priced> fields(Form employees) {
    return List.of(
        priced("id", 1, Form.FULL),
        priced("sector", 1, Form.FULL),
        priced("employees", 5, employees));
  }

  private void release(Form employees) throws InterruptedException, ExecutionException {
    Standing standing = ledger.trust().standing(PARTNER).orElseThrow();
    List<Priced> fields = fields(employees);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> steps =
          Stream.concat(
                  IntStream.range(0, AT_A_STAGE)
                      .mapToObj(_ -> disclosure(standing, fields))
                      .map(it -> (Runnable) () -> recorded(ledger.disclose(it))),
                  IntStream.range(0, CONTRIBUTIONS)
                      .mapToObj(_ -> contribution(standing))
                      .map(it -> (Runnable) () -> judged(ledger.receive(it))))
              .<Future<?>>map(threads::submit)
              .toList();
      for (Future<?> step : steps) {
        step.get();
      }
    }
  }

  private static Priced priced(String name, int value, Form form) {
    return new Priced(new FieldName(name), new Category("accounts"), value, form);
  }

  private Disclosure disclosure(Standing standing, List<Priced> fields) {
    long number = counter.incrementAndGet();
    long record = number % RECORDS;
    var cells =
        new Cells(new RecordKey(record, ~record), new long[] {record + 1, 2, 3}, hash(record));
    return new Disclosure(
        PARTNER,
        ACCOUNTS,
        standing.stage(),
        epoch(standing),
        ledger.trust().policy().orElseThrow(),
        DecisionId.fresh(),
        Optional.of(standing.terms().purposes().getFirst()),
        partner,
        hash(number),
        nonce(number),
        Salt.fresh(),
        fields,
        RecordTree.of(List.of(cells)),
        Optional.empty(),
        Optional.empty());
  }

  private Contribution contribution(Standing standing) {
    long number = counter.incrementAndGet();
    var shared =
        new Shared(new RecordKey(number, ~number), new long[] {number, number + 1}, List.of());
    return new Contribution(
        PARTNER,
        CAMPAIGNS,
        epoch(standing),
        partner,
        hash(number),
        Optional.of(nonce(number)),
        Salt.fresh(),
        new Idempotency(hash(number), hash(number)),
        SHARED,
        List.of(new Contribution.Read.Fit(shared)),
        hash(number),
        Optional.empty(),
        _ -> new byte[0]);
  }

  private static Epoch epoch(Standing standing) {
    return new Epoch(standing.epoch(), LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC));
  }

  private Nonce nonce(long number) {
    byte[] bytes = ByteBuffer.allocate(16).putLong(number).array();
    return new Nonce(partner, bytes, Instant.now().plusSeconds(60));
  }

  private static Sha256 hash(long number) {
    return Sha256.hash(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  private static void recorded(Recording recording) {
    if (!(recording instanceof Recording.Recorded)) {
      throw new IllegalStateException("a release was not recorded: " + recording);
    }
  }

  private static void judged(Receiving receiving) {
    if (!(receiving instanceof Receiving.Judged)) {
      throw new IllegalStateException("a contribution was not taken: " + receiving);
    }
  }

  @Override
  public void close() {
    ledger.close();
    lock.close();
  }
}
