package dev.entente.server.tryout;

import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.problem.Unavailable;
import dev.entente.server.Talk;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries candidates, one at a time, on one processor, for ten minutes at most: partners have the
 * others. What came of the last one is kept in memory. Thread-safe.
 */
public final class Tryout implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tryout.class);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** It is not to go on. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stopped(String why) {
      super(why);
    }
  }

  private final AllianceDirectory directory;
  private final InstantSource clock;
  private State state = new State.None();
  private @Nullable Thread working;
  private volatile boolean cancelled;

  public Tryout(AllianceDirectory directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  public synchronized State state() {
    return state;
  }

  /**
   * Begins, unless one goes on.
   *
   * @param bytes of the bundle's file
   * @param since of requests from then on
   * @return whether it began
   */
  public synchronized boolean begin(String by, byte[] bytes, Instant since) {
    if (working != null) {
      return false;
    }
    cancelled = false;
    Instant now = clock.instant();
    state = new State.Running(by, now, "reading the bundle", 0, 1);
    working = Thread.ofPlatform().name("tryout").unstarted(() -> work(by, bytes, since, now));
    working.start();
    return true;
  }

  /** Ends what goes on, soon. */
  public void cancel() {
    cancelled = true;
  }

  private void work(String by, byte[] bytes, Instant since, Instant began) {
    State end = new State.Ended(by, "it failed; the gateway's messages say why");
    try (var pool = new ForkJoinPool(1)) {
      // What it does in parallel it does on this pool, and so on one processor.
      end = pool.submit(() -> tried(by, bytes, since, began)).join();
    } catch (RuntimeException e) {
      LOG.error("a trial failed", e);
    } finally {
      synchronized (this) {
        state = end;
        working = null;
      }
    }
  }

  private State tried(String by, byte[] bytes, Instant since, Instant began) {
    try {
      var trial = new Trial(directory, Bundle.read(bytes), since, began);
      return new State.Done(by, began, trial.run(told(by, began)));
    } catch (BundleRefused e) {
      return new State.Ended(by, "the bundle is refused: " + e.getMessage());
    } catch (Stopped | Unavailable | StoreException | IOException e) {
      return new State.Ended(by, String.valueOf(e.getMessage()));
    } catch (CompletionException e) {
      return new State.Ended(by, String.valueOf(e.getCause()));
    }
  }

  private Talk told(String by, Instant began) {
    long until = System.nanoTime() + LONGEST.toNanos();
    return new Talk() {
      @Override
      public void say(String line) {}

      @Override
      public void progress(String what, long done, long all) {
        if (cancelled) {
          throw new Stopped("it was cancelled");
        }
        if (System.nanoTime() > until) {
          throw new Stopped("it took longer than ten minutes; try it from a later day on");
        }
        now(new State.Running(by, began, what, done, all));
      }
    };
  }

  private synchronized void now(State running) {
    state = running;
  }

  /** Ends what goes on, and waits for that. */
  @Override
  public void close() {
    cancel();
    @Nullable Thread thread;
    synchronized (this) {
      thread = working;
    }
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
