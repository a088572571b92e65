package dev.entente.connectors.http;

import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Tries again what may be tried again, at most three times, each time after a longer pause. */
final class Attempts {
  private static final int MOST = 4;
  private static final long FIRST_PAUSE = Duration.ofMillis(200).toNanos();

  private Attempts() {}

  /** What may be tried again: it asks, and changes nothing. */
  interface Attempt<T> {
    T make() throws Passing;
  }

  /**
   * @throws Unavailable if the last attempt fails, or the next would be too late
   */
  static <T> T make(Attempt<T> attempt, Deadline deadline) {
    for (int made = 1; ; made++) {
      try {
        return attempt.make();
      } catch (Passing e) {
        Duration pause = e.after().orElse(pause(made));
        if (made == MOST || pause.compareTo(deadline.left()) >= 0) {
          String often = made == 1 ? "" : ", " + made + " times in a row";
          throw e.after()
              .map(after -> Unavailable.source(e.getMessage() + often, e, after))
              .orElseGet(() -> Unavailable.source(e.getMessage() + often, e));
        }
        sleep(pause);
      }
    }
  }

  /** Drawn from the whole span, so that many who failed together do not come back together. */
  private static Duration pause(int made) {
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(FIRST_PAUSE << made));
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.source("was not waited for", e);
    }
  }
}
