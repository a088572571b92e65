package dev.entente.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The time in the story, which begins as many days ago as it skips: where it ends it is now.
 * Thread-safe.
 */
public final class StoryClock implements InstantSource {
  private static final int DAYS = 186;

  private final AtomicInteger behind = new AtomicInteger(DAYS);
  private volatile Runnable passing = () -> {};

  @Override
  public Instant instant() {
    return Instant.now().minus(Duration.ofDays(behind.get()));
  }

  /** Goes on so many days later; never into the future. */
  void later(int days) {
    if (behind.addAndGet(-days) < 0) {
      throw new IllegalStateException("the story skips more than " + DAYS + " days");
    }
    passing.run();
  }

  /** What happens aside whenever the story has skipped a month. */
  void monthly(Runnable aside) {
    passing = aside;
  }

  LocalDate today() {
    return LocalDate.ofInstant(instant(), ZoneOffset.UTC);
  }

  /** Whether the story has come to where everybody else is. */
  boolean isPresent() {
    return behind.get() == 0;
  }
}
