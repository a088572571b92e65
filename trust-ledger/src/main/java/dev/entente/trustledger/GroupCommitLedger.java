package dev.entente.trustledger;

import dev.entente.agreement.AgreementId;
import dev.entente.differencing.Past;
import dev.entente.ledger.Change;
import dev.entente.ledger.Contribution;
import dev.entente.ledger.Contribution.Idempotency;
import dev.entente.ledger.Disclosure;
import dev.entente.ledger.Known;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.ledger.Provision;
import dev.entente.ledger.Quote;
import dev.entente.ledger.Quoting;
import dev.entente.ledger.Receiving;
import dev.entente.ledger.Recording;
import dev.entente.ledger.Reserving;
import dev.entente.ledger.Trust;
import dev.entente.problem.Outcome;
import dev.entente.problem.Unavailable;
import dev.entente.reciprocity.PriceList;
import dev.entente.signature.Nonce;
import dev.entente.trustledger.Step.Spend;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.nonce.NonceHash;
import dev.entente.trustledger.nonce.SpentNonces;
import dev.entente.trustledger.store.Answer;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.Store;
import dev.entente.trustledger.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The ledger over a store and one writer. All steps that wait become durable in one commit with one
 * checkpoint.
 */
public final class GroupCommitLedger implements Ledger {
  // What others wrote is seen as soon as this, and before anything of ours is decided.
  private static final Duration LOOK_AROUND = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Store store;
  private final LogKey key;
  private final Book book;
  private final SpentNonces nonces = new SpentNonces();
  private final StepQueue queue;
  private final Writer writer;
  private final Thread thread;
  private final Optional<OutsideCheckpoint> outside;
  private final PublishedLog log;

  private GroupCommitLedger(
      Store store,
      LogKey key,
      Book book,
      Optional<OutsideCheckpoint> outside,
      InstantSource clock) {
    this.store = store;
    this.key = key;
    this.book = book;
    this.outside = outside;
    this.queue = new StepQueue(store.isShared() ? LOOK_AROUND : IDLE);
    this.log =
        new PublishedLog(store, key, book.trust, new Published(book.frontier, book.checkpoint));
    this.writer = new Writer(store, key, book, queue, nonces, clock, this::publish);
    this.thread = Thread.ofPlatform().name("ledger-writer").unstarted(writer);
  }

  /**
   * Reads the whole log, checks it against its checkpoint, and comes to what it says. If the
   * checkpoint kept outside is ahead of the log, not of it, or unreadable, the ledger opens but
   * releases nothing: {@link #refusal} says why.
   *
   * @param store from now on the ledger's own, closed with it
   * @param outside the file in which the newest checkpoint is kept outside the state
   * @param progress told while the log is read
   * @throws StoreException if the store's log is not what was recorded; the store is closed then
   */
  public static GroupCommitLedger open(
      Store store, LogKey key, Optional<Path> outside, InstantSource clock, Progress progress) {
    try {
      var book = new Book(key);
      book.catchUp(store, progress);
      var ledger =
          new GroupCommitLedger(store, key, book, outside.map(OutsideCheckpoint::new), clock);
      ledger.remember();
      outside.flatMap(ledger.log::dispute).ifPresent(ledger.writer::refuse);
      ledger.start();
      return ledger;
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /**
   * Reads the whole log and checks it against its checkpoint, as a start does; writes nothing.
   *
   * @return its newest checkpoint, as the log's key signed it
   * @throws StoreException if the log is not what was recorded, or cannot be read
   */
  public static Note verified(LogReader log, LogKey key, Progress progress) {
    var book = new Book(key);
    book.catchUp(log, progress);
    return book.checkpoint;
  }

  /**
   * Remembers what was spent. What is no longer kept had expired before all that is, and before the
   * newest entry was written: if the clock goes back behind both, it is not known any more.
   */
  private void remember() {
    Instant[] oldest = {log.lastWritten()};
    store.spent(
        spent -> {
          nonces.remember(spent.hashes(), spent.expires());
          oldest[0] = spent.expires().isBefore(oldest[0]) ? spent.expires() : oldest[0];
        });
    nonces.forgot(oldest[0]);
    trust().recoveries().forEach(it -> nonces.forgot(it.over()));
  }

  private void start() {
    thread.start();
    if (refusal().isEmpty()) {
      outside.ifPresent(OutsideCheckpoint::start);
      outside.ifPresent(it -> it.offer(log.newest()));
    }
  }

  private void publish(Published newer) {
    log.publish(newer);
    outside.ifPresent(it -> it.offer(newer.checkpoint()));
  }

  /**
   * Records nothing from now on, and so releases nothing: somebody outside has shown that this log
   * is not the one that it was. The first reason stays.
   */
  public void refuse(String reason) {
    writer.refuse(reason);
  }

  /** What is shown of the log, as far as this gateway knows it to be durable. */
  public PublishedLog published() {
    return log;
  }

  /** The log as it is durable now, with what others of its gateways have committed. */
  public Snapshot upToDate() {
    take(new Step<>(_ -> true, Optional.empty()));
    return log.snapshot();
  }

  /** Why nothing is recorded, and so nothing released; empty while all is well. */
  public Optional<String> refusal() {
    return writer.refusal();
  }

  @Override
  public Trust trust() {
    return book.trust;
  }

  @Override
  public Recording disclose(Disclosure disclosure) {
    // What does not hang on the turn is worked out before it, on the caller's own thread.
    var prices = PriceList.of(disclosure.fields());
    Optional<Fineness> fineness =
        disclosure.aggregate().map(it -> Fineness.of(it, past(disclosure)));
    return take(
        new Step<>(
            draft -> draft.disclose(disclosure, prices, fineness),
            Optional.of(Spend.claimed(disclosure.nonce()))));
  }

  @Override
  public Quoting quote(Quote quote) {
    var prices = PriceList.of(quote.fields());
    return take(new Step<>(draft -> new Quotation(draft, quote, prices).price(), Optional.empty()));
  }

  private Past past(Disclosure disclosure) {
    return trust()
        .standing(disclosure.agreement())
        .map(it -> it.aggregates(disclosure.dataset()))
        .orElse(Past.NONE);
  }

  @Override
  public Reserving reserve(Provision provision) {
    return take(
        new Step<>(
            draft -> draft.reserve(provision), Optional.of(Spend.claimed(provision.nonce()))));
  }

  @Override
  public Receiving receive(Contribution contribution) {
    Optional<Receiving> fresh =
        take(
            new Step<>(
                draft -> draft.receive(contribution), contribution.nonce().map(Spend::claimed)));
    return fresh.orElseGet(
        () ->
            PublishedLog.read(
                () ->
                    SentBefore.read(store, contribution.agreement(), contribution.idempotency())));
  }

  @Override
  public byte[] keep(AgreementId agreement, Idempotency idempotency, byte[] answer) {
    var kept = new Answer(agreement, idempotency, answer.clone());
    take(
        new Step<>(
            draft -> {
              draft.keep(kept);
              return true;
            },
            Optional.empty()));
    return PublishedLog.read(() -> store.answer(agreement, idempotency))
        .orElseThrow(() -> new IllegalArgumentException("nothing was sent that this answers"));
  }

  @Override
  public List<Known> known(AgreementId agreement) {
    return take(new Step<>(draft -> draft.memory().known(agreement), Optional.empty()));
  }

  @Override
  public Outcome<Trust> change(Change change, Optional<Nonce> nonce) {
    return take(new Step<>(draft -> draft.change(change), nonce.map(Spend::claimed)))
        .map(_ -> book.trust);
  }

  @Override
  public void settle(Nonce nonce) {
    take(new Step<>(_ -> true, Optional.of(Spend.claimed(nonce))));
  }

  private <T> T take(Step<T> step) {
    queue.add(step);
    return step.await();
  }

  @Override
  public boolean claim(Nonce nonce) {
    writer
        .refusal()
        .ifPresent(
            reason -> {
              throw Unavailable.ledger(reason, null);
            });
    boolean claimed = nonces.claim(NonceHash.of(nonce), nonce.expires());
    if (claimed) {
      queue.expect();
    } else {
      // Who claimed it may not have committed yet, and a replay is answered at once.
      take(new Step<>(_ -> true, Optional.of(Spend.again(nonce))));
    }
    return claimed;
  }

  @Override
  public List<Stored> entries(AgreementId agreement, long from, int limit) {
    return log.entries(agreement, from, limit);
  }

  @Override
  public Optional<String> proof(AgreementId agreement, long index) {
    return log.proof(agreement, index);
  }

  @Override
  public String checkpoint() {
    return log.checkpoint();
  }

  @Override
  public Optional<byte[]> tile(String path) {
    return log.tile(path);
  }

  @Override
  public String verifierKey() {
    return key.publicKey().toString();
  }

  /** Takes no more steps, makes those that wait durable, and closes the store. */
  @Override
  public void close() {
    queue.close();
    ended(thread);
    outside.ifPresent(OutsideCheckpoint::close);
    store.close();
  }

  /** Waits for the thread to end, come what may: the store must not be closed under it. */
  private static void ended(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
