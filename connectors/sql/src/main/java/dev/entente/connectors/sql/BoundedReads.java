package dev.entente.connectors.sql;

import dev.entente.problem.Unavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a few platform threads, so that a caller can leave at any time: the statement that runs
 * for it is then cancelled. What may wait is bounded, and so is how long a read may take with its
 * waiting.
 */
public final class BoundedReads implements AutoCloseable {
  private final String dataset;
  private final Duration patience;
  private final ThreadPoolExecutor threads;
  private final Set<Reading<?>> readings = ConcurrentHashMap.newKeySet();

  /** What is to be read, on one of the threads. */
  @FunctionalInterface
  public interface Work<T> {
    T read(Running running) throws SQLException, InterruptedException;
  }

  /** Ends what is running, from another thread. */
  @FunctionalInterface
  public interface Cancel {
    void cancel() throws SQLException;
  }

  /** Where work says what is running for it. */
  public interface Running {
    /**
     * From now on this is done when the caller leaves.
     *
     * @throws CancellationException if the caller has left already
     */
    void started(Cancel cancel);

    /**
     * What ran may now be another's.
     *
     * @return whether it was not cancelled
     */
    boolean finished();
  }

  /**
   * Starts the threads.
   *
   * @param threads as many are started
   * @param waiting how many reads may wait for a thread
   * @param patience how long a read may take
   */
  public BoundedReads(String dataset, int threads, int waiting, Duration patience) {
    this.dataset = dataset;
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("source-" + dataset + "-", 0).factory());
  }

  /**
   * Waits for a thread to do it.
   *
   * @throws Unavailable if it fails, takes too long, is interrupted, or too many wait already
   */
  public <T> T read(Work<T> work) {
    var reading = new Reading<>(work);
    var task = new FutureTask<>(reading);
    readings.add(reading);
    try {
      threads.execute(task);
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw unavailable(threads.isShutdown() ? "is closed" : "has too many reads waiting", e);
    } catch (TimeoutException e) {
      throw unavailable("took longer than " + patience.toMillis() + " ms to read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was interrupted while it was read", e);
    } catch (CancellationException e) {
      throw unavailable("was closed while it was read", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Unavailable unavailable
          ? unavailable
          : unavailable(
              threads.isShutdown() ? "was closed while it was read" : "cannot be read",
              e.getCause());
    } finally {
      readings.remove(reading);
      threads.remove(task);
      reading.stop();
    }
  }

  private Unavailable unavailable(String what, @Nullable Throwable cause) {
    return Unavailable.source("dataset `" + dataset + "` " + what, cause);
  }

  /** One read. It can be stopped while its statement runs, and never stops another's. */
  private static final class Reading<T> implements Callable<T>, Running {
    private final Work<T> work;
    private boolean stopped;
    private @Nullable Cancel running;

    Reading(Work<T> work) {
      this.work = work;
    }

    @Override
    public T call() throws SQLException, InterruptedException {
      return work.read(this);
    }

    @Override
    public synchronized void started(Cancel cancel) {
      if (stopped) {
        throw new CancellationException();
      }
      running = cancel;
    }

    @Override
    public synchronized boolean finished() {
      running = null;
      return !stopped;
    }

    private synchronized void stop() {
      stopped = true;
      if (running != null) {
        try {
          running.cancel();
        } catch (SQLException e) {
          // It has ended by itself, which is all that was wanted.
        }
      }
    }
  }

  /**
   * Stops what runs, refuses what waits, and returns when no thread reads any more.
   *
   * <p>No thread is interrupted: a driver whose thread is cannot tell its database to stop.
   */
  @Override
  public void close() {
    threads.shutdown();
    var waiting = new ArrayList<Runnable>();
    threads.getQueue().drainTo(waiting);
    waiting.forEach(task -> ((FutureTask<?>) task).cancel(false));
    readings.forEach(Reading::stop);
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unavailable("still reads after it was closed", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
