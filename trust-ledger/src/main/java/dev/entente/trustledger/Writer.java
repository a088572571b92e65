package dev.entente.trustledger;

import dev.entente.trustledger.nonce.NonceHash;
import dev.entente.trustledger.nonce.SpentNonces;
import dev.entente.trustledger.store.Begun;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.Spent;
import dev.entente.trustledger.store.Store;
import dev.entente.trustledger.store.StoreException;
import dev.entente.trustledger.store.StoreLost;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all steps that wait, in order, against one draft; commits
 * the draft; publishes what it came to; and only then ends the steps. A draft that cannot be
 * committed is lost whole, and the book is brought up to what the store then holds before anything
 * else is decided.
 */
final class Writer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int MOST_STEPS = 512;
  private static final int MOST_TURNED = 512;
  private static final int FEW = 2;

  private final Store store;
  private final LogKey key;
  private final Book book;
  private final StepQueue queue;
  private final SpentNonces nonces;
  private final InstantSource clock;
  private final Consumer<Published> publish;

  private LocalDate turned = LocalDate.MIN;
  private boolean mustCatchUp;
  private volatile @Nullable String refusal;
  private volatile @Nullable String trouble;

  Writer(
      Store store,
      LogKey key,
      Book book,
      StepQueue queue,
      SpentNonces nonces,
      InstantSource clock,
      Consumer<Published> publish) {
    this.store = store;
    this.key = key;
    this.book = book;
    this.queue = queue;
    this.nonces = nonces;
    this.clock = clock;
    this.publish = publish;
  }

  /** Why nothing is written any more, or for now; empty while all is well. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal == null ? trouble : refusal);
  }

  /** Writes nothing from now on. The first reason stays. */
  void refuse(String reason) {
    if (refusal == null) {
      refusal = reason;
      LOG.error("the ledger releases nothing: {}", reason);
    }
  }

  @Override
  public void run() {
    try {
      while (!queue.isDone()) {
        turn(queue.take(MOST_STEPS));
      }
    } finally {
      refusal = refusal == null ? "the ledger is closed" : refusal;
      queue.close();
      while (!queue.isDone()) {
        lose(queue.take(MOST_STEPS), refusal, null);
      }
    }
  }

  private void turn(List<Step<?>> steps) {
    try {
      String reason = refusal;
      if (reason == null) {
        write(steps);
        trouble = null;
        finish(steps);
      } else {
        lose(steps, reason, null);
      }
    } catch (RuntimeException | Error e) {
      failed(steps, e);
      lose(steps, "the commit failed: " + e.getMessage(), e);
    }
  }

  // To wake a virtual thread from a platform thread takes as long as an entry's hash: one is woken.
  private static void finish(List<Step<?>> steps) {
    if (steps.size() > FEW) {
      Thread.startVirtualThread(() -> steps.forEach(Step::finish));
    } else {
      steps.forEach(Step::finish);
    }
  }

  private void failed(List<Step<?>> steps, Throwable e) {
    // It is not known what the store holds of it.
    mustCatchUp = true;
    if (trouble == null || !steps.isEmpty()) {
      LOG.warn("a commit failed and {} steps are lost: {}", steps.size(), e.toString());
    }
    trouble = e instanceof StoreLost ? e.getMessage() : null;
  }

  private static void lose(List<Step<?>> steps, @Nullable String reason, @Nullable Throwable e) {
    steps.forEach(step -> step.lose(String.valueOf(reason), e));
  }

  private void write(List<Step<?>> steps) {
    if (mustCatchUp) {
      catchUp();
    }
    Instant now = clock.instant();
    nonces.forget(now);
    turn(now);
    if (!steps.isEmpty()) {
      commit(now, (draft, begun) -> steps.forEach(step -> step.take(draft, begun)), spent(steps));
    } else if (store.isShared()) {
      follow();
    }
  }

  /** Takes in what others wrote. */
  private void follow() {
    store
        .checkpoint()
        .filter(note -> !note.equals(book.checkpoint.toString()))
        .ifPresent(_ -> catchUp());
  }

  private void catchUp() {
    try {
      book.catchUp(store, Progress.NONE);
      mustCatchUp = false;
      turned = LocalDate.MIN;
      publish.accept(new Published(book.frontier, book.checkpoint));
    } catch (StoreLost e) {
      mustCatchUp = true;
      throw e;
    } catch (RuntimeException e) {
      refuse("the store does not give back what is durable: " + e.getMessage());
      throw e;
    }
  }

  /** Before anything is decided on a day, what the day brings is counted. */
  private void turn(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (!today.isAfter(turned)) {
      return;
    }
    boolean[] done = {false};
    while (!done[0]) {
      commit(now, (draft, _) -> done[0] = new Turn(draft, MOST_TURNED).take(), Optional.empty());
    }
    turned = today;
  }

  private void commit(Instant now, BiConsumer<Draft, Begun> decide, Optional<Spent> spent) {
    Begun begun = store.begin(now, spent);
    try {
      if (begun.size() != book.frontier.size()) {
        catchUp();
      }
      commit(new Draft(book, store, now), draft -> decide.accept(draft, begun), spent.isPresent());
    } catch (RuntimeException | Error e) {
      giveUp(e);
      throw e;
    }
  }

  private void commit(Draft draft, Consumer<Draft> decide, boolean spends) {
    try {
      decide.accept(draft);
      if (draft.isEmpty() && !spends) {
        store.giveUp();
      } else {
        store.commit(draft.commit(key));
      }
    } catch (RuntimeException | Error e) {
      draft.undo();
      throw e;
    }
    if (draft.size() > 0) {
      draft.accept();
      publish.accept(new Published(book.frontier, book.checkpoint));
    }
  }

  private void giveUp(Throwable because) {
    try {
      store.giveUp();
    } catch (StoreException e) {
      because.addSuppressed(e);
    }
  }

  private static Optional<Spent> spent(List<Step<?>> steps) {
    List<Step.Spend> spends = steps.stream().flatMap(step -> step.spend().stream()).toList();
    if (spends.isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer hashes = ByteBuffer.allocate(NonceHash.LENGTH * spends.size());
    Instant last = Instant.MIN;
    for (Step.Spend spend : spends) {
      spend.hash().put(hashes);
      last = spend.expires().isAfter(last) ? spend.expires() : last;
    }
    return Optional.of(new Spent(last.plusSeconds(1), hashes.array()));
  }
}
