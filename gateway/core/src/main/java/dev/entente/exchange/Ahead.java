package dev.entente.exchange;

import dev.entente.exchange.Planner.Prospect;
import dev.entente.problem.Outcome;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** One page that is read before it is asked for. It ends with its sender's connection. */
final class Ahead {
  private final Prospect planned;
  private final Rows rows;
  private final FutureTask<Outcome<Rendered>> reading;
  private final CountDownLatch asked = new CountDownLatch(1);

  /**
   * A page that is not read yet.
   *
   * @param planned by what it is read
   * @param rows of that plan
   */
  Ahead(Prospect planned, Rows rows, Function<Page, Rendered> page) {
    this.planned = planned;
    this.rows = rows;
    this.reading = new FutureTask<>(() -> made(page));
  }

  private Outcome<Rendered> made(Function<Page, Rendered> page)
      throws InterruptedException, ExecutionException {
    rows.run();
    return rows.page().then(read -> planned.whileAwaited(() -> Outcome.passed(page.apply(read))));
  }

  /** Reads it, and returns when it was asked for or is not worth keeping any more. */
  void run(Predicate<Rendered> isKept) {
    reading.run();
    try {
      if (reading.resultNow() instanceof Outcome.Passed<Rendered>(Rendered page)
          && isKept.test(page)) {
        asked.await(rows.left(), TimeUnit.NANOSECONDS);
      }
    } catch (IllegalStateException | InterruptedException e) {
      // It failed, or its sender left: then nobody asks.
    }
  }

  /**
   * The page, waited for if it is being read; empty if another plan asks for it than it was read
   * by, or it cannot be had, and then it is read no further.
   */
  Optional<Rendered> page(Prospect by) {
    asked.countDown();
    if (!planned.isAs(by)) {
      reading.cancel(true);
      return Optional.empty();
    }
    try {
      return reading.get() instanceof Outcome.Passed<Rendered>(Rendered page)
          ? Optional.of(page)
          : Optional.empty();
    } catch (InterruptedException e) {
      reading.cancel(true);
      Thread.currentThread().interrupt();
      throw Unavailable.source("it was not waited for", e);
    } catch (ExecutionException | CancellationException e) {
      return Optional.empty();
    }
  }
}
