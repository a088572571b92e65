package dev.entente.exchange;

import dev.entente.exchange.Planner.Prospect;
import dev.entente.problem.Outcome;
import dev.entente.source.Page;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The rows of a page that is not asked for yet. Their reading ends with their sender's connection.
 */
final class Rows implements Runnable {
  /** How old they may become before their page is asked for. */
  private static final long KEPT = Duration.ofSeconds(2).toNanos();

  private final FutureTask<Outcome<Page>> reading;
  private final long since = System.nanoTime();

  Rows(Prospect planned) {
    this.reading =
        new FutureTask<>(() -> planned.whileAwaited(() -> Outcome.passed(planned.page())));
  }

  /** How long their page may still be asked for, in nanoseconds; not positive once that is over. */
  long left() {
    return KEPT - (System.nanoTime() - since);
  }

  /** Reads them, unless they are read or being read. */
  @Override
  public void run() {
    reading.run();
  }

  /** Waits for them. */
  Outcome<Page> page() throws InterruptedException, ExecutionException {
    return reading.get();
  }
}
