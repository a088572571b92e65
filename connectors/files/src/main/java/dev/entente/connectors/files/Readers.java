package dev.entente.connectors.files;

import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
 * Reads on a few platform threads, one connection each: a native call would pin the carrier of a
 * virtual thread. What may wait is bounded, and so is how long a read may take with its waiting.
 */
final class Readers implements AutoCloseable {
  private final String name;
  private final Duration patience;
  private final BlockingQueue<Reader> idle;
  private final ThreadPoolExecutor threads;
  private final Set<Reading> readings = ConcurrentHashMap.newKeySet();

  /**
   * @param readers as many threads are started
   * @param waiting how many reads may wait for a thread
   * @param patience how long a read may take
   */
  Readers(String name, List<Reader> readers, int waiting, Duration patience) {
    this.name = name;
    this.patience = patience;
    this.idle = new ArrayBlockingQueue<>(readers.size(), false, readers);
    this.threads =
        new ThreadPoolExecutor(
            readers.size(),
            readers.size(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("files-" + name + "-", 0).factory());
  }

  /**
   * @throws Unavailable if it fails, takes too long, is interrupted, or too many wait already
   */
  Page read(PageQuery query) {
    var reading = new Reading(query);
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
      throw unavailable(
          threads.isShutdown() ? "was closed while it was read" : "cannot be read", e.getCause());
    } finally {
      readings.remove(reading);
      threads.remove(task);
      reading.stop();
    }
  }

  private Unavailable unavailable(String what, @Nullable Throwable cause) {
    return Unavailable.source("dataset `" + name + "` " + what, cause);
  }

  /** One read. It can be stopped while its statement runs, and never stops another's. */
  private final class Reading implements Callable<Page> {
    private final PageQuery query;
    private boolean stopped;
    private @Nullable PreparedStatement running;

    Reading(PageQuery query) {
      this.query = query;
    }

    @Override
    public Page call() throws SQLException, InterruptedException {
      Reader reader = idle.take();
      try {
        PreparedStatement statement = reader.statement(query.sql());
        if (!start(statement)) {
          throw new CancellationException();
        }
        try {
          return Reader.page(statement, query);
        } finally {
          finish();
        }
      } finally {
        idle.add(reader);
      }
    }

    private synchronized boolean start(PreparedStatement statement) {
      running = statement;
      return !stopped;
    }

    private synchronized void finish() {
      running = null;
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

  /** Stops what runs, refuses what waits, and closes the connections. */
  @Override
  public void close() {
    threads.shutdownNow().forEach(task -> ((FutureTask<?>) task).cancel(false));
    readings.forEach(Reading::stop);
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unavailable("still reads after it was closed", null);
      }
      for (Reader reader : idle) {
        reader.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw unavailable("cannot be closed", e);
    }
  }
}
