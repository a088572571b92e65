package dev.entente.policies;

import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Interrupts work that takes too long, and only that work. Thread-safe. */
final class Deadline {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("policy-deadline").factory());

  private final Thread worker = Thread.currentThread();
  private boolean over;
  private boolean missed;

  private Deadline() {}

  /**
   * What the work makes. It has to end when its thread is interrupted.
   *
   * @throws Unavailable if it takes longer
   */
  static <T> T of(Duration budget, String what, Supplier<T> work) {
    var deadline = new Deadline();
    ScheduledFuture<?> alarm =
        TIMER.schedule(deadline::miss, budget.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw deadline.end()
          ? Unavailable.policy(
              PolicyFailure.SLOW, what + " did not end within " + budget.toMillis() + " ms", e)
          : e;
    } finally {
      alarm.cancel(false);
      deadline.end();
    }
  }

  private synchronized void miss() {
    if (!over) {
      missed = true;
      worker.interrupt();
    }
  }

  /**
   * From here on nothing is interrupted; an interrupt that was for the work goes no further.
   *
   * @return whether it was missed
   */
  private synchronized boolean end() {
    if (!over && missed) {
      Thread.interrupted();
    }
    over = true;
    return missed;
  }
}
