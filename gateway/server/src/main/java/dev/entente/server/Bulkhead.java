package dev.entente.server;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Filter;
import dev.entente.problem.Unavailable;
import dev.entente.source.Limits;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A source within its own limits, so that it never slows another: so many reads at a time, so many
 * that wait, so long, so much. One that fails five times in a row is left alone for a moment.
 *
 * <p>Each read runs on a virtual thread of its own and holds its place until it has really ended,
 * also where its caller has gone: a source that hangs takes its own places and no others'.
 */
final class Bulkhead implements Source {
  private static final int FAILURES = 5;
  private static final Duration REST = Duration.ofSeconds(5);
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /**
   * How long one is left unread before it is looked at, and the first of those times if it fails.
   */
  private static final Duration UNREAD = Duration.ofMinutes(5);

  private static final Duration FIRST_AGAIN = Duration.ofSeconds(10);

  private final DatasetId dataset;
  private final Source source;
  private final Limits limits;
  private final Symptom symptom;
  private final Semaphore places;
  private final AtomicInteger waiting = new AtomicInteger();
  private final CircuitBreaker breaker;
  private volatile long lastEnded = System.nanoTime();
  private volatile int failures;
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder refused = new LongAdder();

  Bulkhead(DatasetId dataset, Source source, Limits limits, InstantSource clock) {
    this.dataset = dataset;
    this.source = source;
    this.limits = limits;
    this.symptom = new Symptom(clock, UNREAD.multipliedBy(2));
    this.places = new Semaphore(limits.concurrent(), true);
    this.breaker =
        CircuitBreaker.of(
            dataset.value(),
            CircuitBreakerConfig.custom()
                .slidingWindowSize(FAILURES)
                .minimumNumberOfCalls(FAILURES)
                .failureRateThreshold(100)
                .waitDurationInOpenState(REST)
                .permittedNumberOfCallsInHalfOpenState(1)
                .maxWaitDurationInHalfOpenState(limits.time().multipliedBy(2))
                .build());
  }

  DatasetId dataset() {
    return dataset;
  }

  /** Why it does not work; empty if it does as far as is known. */
  Optional<String> ailment() {
    return symptom.now();
  }

  /** Reads that gave a page. */
  long done() {
    return done.sum();
  }

  /** Reads that failed. */
  long failed() {
    return failed.sum();
  }

  /** Reads that were not begun: too many waited, or the source was left alone. */
  long refused() {
    return refused.sum();
  }

  /** Reads under way. */
  int reading() {
    return limits.concurrent() - places.availablePermits();
  }

  @Override
  public Page read(Selection selection) {
    long end = System.nanoTime() + limits.time().toNanos();
    enter(end);
    boolean begun = false;
    try {
      if (!breaker.tryAcquirePermission()) {
        throw refused("is left alone for a moment, since it failed several times", REST);
      }
      begun = true;
      return small(symptom.watch(() -> within(reading(selection), end)), selection);
    } finally {
      lastEnded = System.nanoTime();
      if (!begun) {
        places.release();
      }
    }
  }

  /** Waits for a place; whoever is one too many is told at once. */
  private void enter(long end) {
    if (places.tryAcquire()) {
      return;
    }
    try {
      if (waiting.incrementAndGet() > limits.waiting()) {
        throw refused("has too many reads waiting", MOMENT);
      }
      if (!places.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw refused("is busy: no read ended for " + limits.time().toSeconds() + " s", MOMENT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for", e, MOMENT);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private Unavailable refused(String why, Duration after) {
    refused.increment();
    return unavailable(why, null, after);
  }

  /** The read, under way on its own thread; gives back its place when it ends. */
  private Reading reading(Selection selection) {
    var task =
        new FutureTask<>(
            () -> {
              try {
                return source.read(selection);
              } finally {
                places.release();
              }
            });
    return new Reading(task, Thread.startVirtualThread(task));
  }

  private record Reading(FutureTask<Page> task, Thread thread) {}

  private Page within(Reading reading, long end) {
    long begun = System.nanoTime();
    try {
      Page page = reading.task().get(end - begun, TimeUnit.NANOSECONDS);
      breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
      done.increment();
      return page;
    } catch (TimeoutException e) {
      reading.thread().interrupt();
      throw failed("did not answer within " + limits.time().toSeconds() + " s", e, MOMENT, begun);
    } catch (InterruptedException e) {
      reading.thread().interrupt();
      breaker.releasePermission();
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for", e, MOMENT);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unavailable why && why.isOfQuestion()) {
        failed.increment();
        breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        throw why;
      }
      if (e.getCause() instanceof Unavailable why) {
        throw failed(String.valueOf(why.getMessage()), why, why.after().orElse(MOMENT), begun);
      }
      failed("cannot be read", e, MOMENT, begun);
      throw new IllegalStateException("dataset `" + dataset + "` cannot be read", e.getCause());
    }
  }

  private Unavailable failed(String why, Exception cause, Duration after, long begun) {
    failed.increment();
    breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, cause);
    return unavailable(why, cause, after);
  }

  private Unavailable unavailable(String why, @Nullable Throwable cause, Duration after) {
    return Unavailable.source(dataset.value(), why, cause, after);
  }

  /** What is asked for decides how much it is, so it does not speak against the source. */
  private Page small(Page page, Selection selection) {
    long bytes = 0;
    for (Row row : page.rows()) {
      for (int i = 0; i < selection.fields().size(); i++) {
        bytes += row.value(i) instanceof String text ? text.length() : Long.BYTES;
      }
    }
    if (bytes > limits.bytes()) {
      throw refused(
          "gives more for one page than its `limits` have megabytes; ask for less at a time",
          MOMENT);
    }
    return page;
  }

  /**
   * Looks whether it works, where nobody has read it for a while: sooner if it did not, and each
   * time later. What comes of it is for {@link #ailment}.
   */
  void lookAgain() {
    Duration unread =
        ailment().isEmpty() ? UNREAD : FIRST_AGAIN.multipliedBy(1L << Math.min(failures, 5));
    if (reading() == 0 && System.nanoTime() - lastEnded >= unread.toNanos()) {
      look();
    }
  }

  /** What it does not throw, {@link #ailment} tells. */
  @Override
  public boolean look() {
    symptom.look(source::look);
    boolean works = ailment().isEmpty();
    failures = works ? 0 : failures + 1;
    lastEnded = System.nanoTime();
    return works;
  }

  @Override
  public boolean applies(Filter condition) {
    return source.applies(condition);
  }

  @Override
  public void close() {
    source.close();
  }
}
