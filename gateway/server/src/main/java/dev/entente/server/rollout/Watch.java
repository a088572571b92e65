package dev.entente.server.rollout;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again on a thread of its own: at its time, or soon after it is woken.
 */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration LEAST = Duration.ofMillis(100);

  private final Duration every;
  private final Runnable work;
  private final Semaphore woken = new Semaphore(0);
  private volatile @Nullable Thread thread;

  Watch(Duration every, Runnable work) {
    this.every = every;
    this.work = work;
  }

  void start() {
    thread = Thread.ofVirtual().name("policy-watch").start(this::run);
  }

  void wake() {
    woken.release();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(LEAST);
        woken.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS);
        woken.drainPermits();
        try {
          work.run();
        } catch (RuntimeException e) {
          LOG.warn("a look for another policy failed", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    }
  }

  /** Waits until what it does is done. */
  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
