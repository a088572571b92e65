package dev.entente.trustledger.store;

import dev.entente.trustledger.tlog.Tile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Reads the log in order, a few chunks ahead of who takes them: one thread reads, all processors
 * hash and parse, while what was taken before is checked. Holds no more than those chunks.
 */
final class ReadAhead implements AutoCloseable {
  /** As many entries as a tile has hashes, so that full tiles are compared as they fill. */
  static final int CHUNK = Tile.FULL;

  private static final int AHEAD = 4;
  private static final int SLICE = 32;

  private final LogReader log;
  private final long size;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(daemon("log-reader"));
  private final ExecutorService parsers =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(), daemon("log-parser"));
  private final Queue<Future<List<Future<List<Read>>>>> chunks = new ArrayDeque<>();
  private long next;

  ReadAhead(LogReader log, long from, long size) {
    this.log = log;
    this.size = size;
    this.next = from;
    for (int i = 0; i < AHEAD; i++) {
      readNext();
    }
  }

  private static ThreadFactory daemon(String name) {
    return Thread.ofPlatform().daemon().name(name).factory();
  }

  private void readNext() {
    if (next < size) {
      long from = next;
      int limit = (int) Math.min(CHUNK, size - from);
      chunks.add(reader.submit(() -> sliced(log.entries(from, limit))));
      next += limit;
    }
  }

  private List<Future<List<Read>>> sliced(List<Kept> chunk) {
    List<Future<List<Read>>> slices = new ArrayList<>();
    for (int from = 0; from < chunk.size(); from += SLICE) {
      List<Kept> slice = chunk.subList(from, Math.min(chunk.size(), from + SLICE));
      slices.add(parsers.submit(() -> slice.stream().map(kept -> Read.of(kept, log)).toList()));
    }
    return slices;
  }

  /**
   * The next entries; fewer than there should be, or none, where some are missing.
   *
   * @throws StoreException if the log cannot be read
   */
  List<Read> take() {
    try {
      List<Read> reads = new ArrayList<>();
      for (Future<List<Read>> slice : chunks.remove().get()) {
        reads.addAll(slice.get());
      }
      readNext();
      return reads;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new StoreException("the log cannot be read", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while reading the log", e);
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
    parsers.shutdownNow();
  }
}
