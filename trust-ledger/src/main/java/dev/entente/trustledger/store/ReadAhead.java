package dev.entente.trustledger.store;

import dev.entente.trustledger.tlog.Tile;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/**
 * Reads the log in order, a few chunks ahead of who takes them: one thread reads, all processors
 * hash and parse, while what was taken before is checked. Holds no more than those chunks, and of
 * large entries less: what the memory of cells gained by one may be as large as its records.
 */
final class ReadAhead implements AutoCloseable {
  /** Entries at a time. A full tile is so many whole chunks, and is compared as it fills. */
  static final int CHUNK = Tile.FULL / 8;

  private static final int AHEAD = 32;

  /** Bytes ahead, and a chunk. */
  private static final int ROOM = 64 << 20;

  /** Entries that are being hashed and parsed, or are. */
  private record Chunk(Future<List<Read>> reads, int bytes) {}

  private final LogReader log;
  private final long size;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(daemon("log-reader"));
  private final ExecutorService parsers =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(), daemon("log-parser"));
  private final Queue<Future<Chunk>> chunks = new ArrayDeque<>();
  private final Semaphore room = new Semaphore(ROOM);
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
      chunks.add(reader.submit(() -> read(from, limit)));
      next += limit;
    }
  }

  private Chunk read(long from, int limit) throws InterruptedException {
    List<Kept> kept = log.entries(from, limit);
    long bytes = kept.stream().mapToLong(it -> it.bytes().length + it.memory().length).sum();
    int taken = (int) Math.min(bytes, ROOM);
    room.acquire(taken);
    return new Chunk(
        parsers.submit(() -> kept.stream().map(it -> Read.of(it, log)).toList()), taken);
  }

  /**
   * The next entries; fewer than there should be, or none, where some are missing.
   *
   * @throws StoreException if the log cannot be read
   */
  List<Read> take() {
    try {
      Chunk chunk = chunks.remove().get();
      List<Read> reads = chunk.reads().get();
      room.release(chunk.bytes());
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
