package dev.entente.trustledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The log in its SQLite file, read-only: what the audit reads beside a running gateway. Calls into
 * SQLite hold their thread, so they run on a few platform threads of its own, one connection each.
 */
public final class SqliteLog implements Tables {
  private static final int MOST_WAITING = 1_000;

  private final Path file;
  private final BlockingQueue<Reads> idle;
  private final List<Reads> all = new ArrayList<>();
  private final ExecutorService threads;

  SqliteLog(Path file, int connections) {
    this.file = file;
    this.idle = new ArrayBlockingQueue<>(connections);
    this.threads =
        new ThreadPoolExecutor(
            connections,
            connections,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("ledger-reader-", 1).factory());
    try {
      for (int i = 0; i < connections; i++) {
        all.add(new Reads(Sqlite.reader(file)));
      }
      idle.addAll(all);
    } catch (SQLException e) {
      close();
      throw new StoreException(file + " is not a ledger: " + e.getMessage(), e);
    } catch (StoreException e) {
      close();
      throw e;
    }
  }

  /**
   * Opens the ledger's file for reading.
   *
   * @throws StoreException if it is not there, or not one that this version can read
   */
  public static SqliteLog open(Path file) {
    return new SqliteLog(file, 1);
  }

  /** Runs the query on a thread of the pool and waits for what it gives. */
  @Override
  public <T> T read(Reads.Query<T> query) {
    try {
      return threads.submit(() -> lent(query)).get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new StoreException(
          file + " cannot be read: " + (cause == null ? e : cause).getMessage(), cause);
    } catch (RejectedExecutionException e) {
      throw new StoreException(
          threads.isShutdown() ? file + " is closed" : file + " is asked for too much at once", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while reading " + file, e);
    }
  }

  /**
   * Writes the whole file anew as it is at one moment, also while a gateway writes to it.
   *
   * @param copy made for its owner alone; must not be there
   * @throws StoreException if it cannot be written; what there is of it is of no use then
   */
  public void copyTo(Path copy) {
    read(
        reads -> {
          made(copy);
          try (PreparedStatement vacuum = reads.connection().prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toAbsolutePath().toString());
            return vacuum.execute();
          }
        });
  }

  private static void made(Path copy) {
    try {
      OwnerOnly.file(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T lent(Reads.Query<T> query) throws SQLException, InterruptedException {
    Reads reads = idle.take();
    try {
      return query.run(reads);
    } finally {
      idle.add(reads);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new StoreException(file + " is still being read after 10 s");
      }
      for (Reads reads : all) {
        reads.close();
      }
    } catch (SQLException e) {
      throw new StoreException(file + " cannot be closed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
