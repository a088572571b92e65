package dev.entente.connectors.files;

import dev.entente.connectors.sql.BoundedReads;
import dev.entente.connectors.sql.PageQuery;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Threads with a DuckDB connection each: a native call would pin the carrier of a virtual thread.
 */
final class Readers implements AutoCloseable {
  private final String dataset;
  private final BlockingQueue<Reader> idle;
  private final BoundedReads threads;

  /**
   * @param readers as many threads are started
   * @param waiting how many reads may wait for a thread
   * @param patience how long a read may take
   */
  Readers(String dataset, List<Reader> readers, int waiting, Duration patience) {
    this.dataset = dataset;
    this.idle = new ArrayBlockingQueue<>(readers.size(), false, readers);
    this.threads = new BoundedReads(dataset, readers.size(), waiting, patience);
  }

  /**
   * @throws Unavailable if it fails, takes too long, is interrupted, or too many wait already
   */
  Page read(PageQuery query) {
    return threads.read(
        running -> {
          Reader reader = idle.take();
          try {
            PreparedStatement statement = reader.statement(query.text());
            running.started(statement::cancel);
            try {
              return Reader.page(statement, query);
            } finally {
              running.finished();
            }
          } finally {
            idle.add(reader);
          }
        });
  }

  /** Stops what runs, refuses what waits, and closes the connections. */
  @Override
  public void close() {
    threads.close();
    try {
      for (Reader reader : idle) {
        reader.close();
      }
    } catch (SQLException e) {
      throw Unavailable.source("dataset `" + dataset + "` cannot be closed", e);
    }
  }
}
