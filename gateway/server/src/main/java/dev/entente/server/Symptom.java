package dev.entente.server;

import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a part has just failed, until it works again or has not been tried for a while: a
 * part that nobody asks any more must not be called broken for ever. Thread-safe.
 */
final class Symptom {
  private static final Duration LASTING = Duration.ofSeconds(30);

  private record Failure(String message, Instant when) {}

  private final InstantSource clock;
  private volatile @Nullable Failure last;

  Symptom(InstantSource clock) {
    this.clock = clock;
  }

  <T> T watch(Supplier<T> work) {
    try {
      T done = work.get();
      if (last != null) {
        last = null;
      }
      return done;
    } catch (Unavailable e) {
      if (e.isOfQuestion()) {
        throw e;
      }
      last = new Failure(String.valueOf(e.getMessage()), clock.instant());
      throw e;
    }
  }

  /** Why the part does not work; empty if it does as far as is known. */
  Optional<String> now() {
    Failure failure = last;
    return failure == null || failure.when().plus(LASTING).isBefore(clock.instant())
        ? Optional.empty()
        : Optional.of(failure.message());
  }
}
