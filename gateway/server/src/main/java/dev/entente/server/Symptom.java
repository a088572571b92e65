package dev.entente.server;

import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a part has just failed, until it works again or has not been tried for a while: a
 * part that nobody asks any more must not be called broken for ever. Thread-safe.
 */
final class Symptom {
  private static final Duration USUALLY = Duration.ofSeconds(30);

  private record Failure(String message, Instant when) {}

  private final InstantSource clock;
  private final Duration lasting;
  private volatile @Nullable Failure last;

  Symptom(InstantSource clock) {
    this(clock, USUALLY);
  }

  /**
   * @param lasting for how long a failure speaks against it
   */
  Symptom(InstantSource clock, Duration lasting) {
    this.clock = clock;
    this.lasting = lasting;
  }

  <T> T watch(Supplier<T> work) {
    try {
      T done = work.get();
      if (last != null) {
        last = null;
      }
      return done;
    } catch (Unavailable e) {
      note(e);
      throw e;
    }
  }

  /** Looks whether it works, which may come to nothing. */
  void look(BooleanSupplier work) {
    try {
      if (work.getAsBoolean()) {
        last = null;
      }
    } catch (Unavailable e) {
      note(e);
    }
  }

  /** Of a question, or of one who has left, it may well work for others. */
  private void note(Unavailable e) {
    if (!e.isOfQuestion() && !Thread.currentThread().isInterrupted()) {
      last = new Failure(String.valueOf(e.getMessage()), clock.instant());
    }
  }

  /** Why the part does not work; empty if it does as far as is known. */
  Optional<String> now() {
    Failure failure = last;
    return failure == null || failure.when().plus(lasting).isBefore(clock.instant())
        ? Optional.empty()
        : Optional.of(failure.message());
  }
}
