package dev.entente.connectors.http;

import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What came of the last call of an API. One that said when it wants to be asked again is not asked
 * before. Thread-safe.
 */
final class Seen {
  /** How long what was seen will do for who only looks. */
  private static final Duration MOMENT = Duration.ofSeconds(10);

  private record Last(@Nullable Unavailable failure, Deadline fresh, Deadline rest) {}

  private volatile Last last =
      new Last(null, Deadline.in(Duration.ZERO), Deadline.in(Duration.ZERO));

  /**
   * Makes the call, or says again what the API said, where the time that it named is not over.
   *
   * @throws Unavailable as the call does
   */
  <T> T call(Supplier<T> call) {
    Last before = last;
    Duration rest = before.rest().left();
    if (before.failure() != null && !rest.isZero()) {
      String told = before.failure().getMessage() + "; it is not asked again before it wants to be";
      throw Unavailable.source(told, before.failure(), rest);
    }
    try {
      T result = call.get();
      last = new Last(null, Deadline.in(MOMENT), Deadline.in(Duration.ZERO));
      return result;
    } catch (Unavailable e) {
      if (!Thread.currentThread().isInterrupted()) {
        last = new Last(e, Deadline.in(MOMENT), Deadline.in(e.after().orElse(Duration.ZERO)));
      }
      throw e;
    }
  }

  /**
   * Looks whether it works, if the last call was longer ago than a moment.
   *
   * @param briefly where the last call worked
   * @param whole where it did not: what failed may be far behind
   * @throws Unavailable as the last call did
   */
  void look(Runnable briefly, Runnable whole) {
    Last now = last;
    if (!now.fresh().left().isZero()) {
      if (now.failure() != null) {
        throw now.failure();
      }
    } else if (now.failure() == null) {
      call(
          () -> {
            briefly.run();
            return now;
          });
    } else {
      whole.run();
    }
  }
}
