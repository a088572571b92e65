package dev.entente.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time in the story, which begins as many days ago as it skips: where it ends it is now.
 * Thread-safe.
 */
public final class StoryClock implements InstantSource {
  private static final int DAYS = 186;

  private final AtomicReference<Duration> behind = new AtomicReference<>(Duration.ofDays(DAYS));

  @Override
  public Instant instant() {
    return Instant.now().minus(behind.get());
  }

  /** Goes on so many days later; never into the future. */
  void later(int days) {
    Duration left = behind.updateAndGet(before -> before.minusDays(days));
    if (left.isNegative()) {
      throw new IllegalStateException("the story skips more than " + DAYS + " days");
    }
  }

  LocalDate today() {
    return LocalDate.ofInstant(instant(), ZoneOffset.UTC);
  }

  /** Whether the story has come to where everybody else is. */
  boolean isPresent() {
    return behind.get().isZero();
  }
}
