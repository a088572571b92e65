package dev.entente.trustledger;

import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.store.DurableFile;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest checkpoint kept in a file outside the state, so that a restored older copy of the
 * state shows. A thread of its own writes it: at once when there is a newer one, and then not again
 * for a tenth of a second; and on close. What is in the file is never newer than what is durable.
 */
final class OutsideCheckpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutsideCheckpoint.class);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private @Nullable Note newest;
  private boolean closed;

  OutsideCheckpoint(Path file) {
    this.file = file.toAbsolutePath();
    this.thread =
        Thread.ofPlatform().name("ledger-outside-checkpoint").daemon().unstarted(this::run);
  }

  /**
   * What the file holds; empty if there is none.
   *
   * @throws StoreException if it cannot be read or is not a checkpoint of this log
   */
  static Optional<Checkpoint> read(Path file, LogKey key) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      return Optional.of(key.open(Note.parse(in.readNBytes(Note.MAX_BYTES + 1))));
    } catch (IOException | NoteException e) {
      throw new StoreException(
          ("the checkpoint outside the state, %s, cannot be read as this log's: %s. If it is"
                  + " another's, name another file; if it is damaged, find out how")
              .formatted(file, e.getMessage()),
          e);
    }
  }

  void start() {
    thread.start();
  }

  /** Has it written soon. */
  void offer(Note checkpoint) {
    lock.lock();
    try {
      newest = checkpoint;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (Note next = next(); next != null; next = next()) {
        write(next);
        pause();
      }
    } catch (InterruptedException e) {
      LOG.warn("interrupted; the checkpoint outside the state is not kept any more");
    }
  }

  private @Nullable Note next() throws InterruptedException {
    lock.lock();
    try {
      while (newest == null && !closed) {
        changed.await();
      }
      Note next = newest;
      newest = null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void pause() throws InterruptedException {
    lock.lock();
    try {
      long left = PAUSE_NANOS;
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void write(Note note) {
    try {
      DurableFile.replace(file, note.toBytes());
    } catch (IOException e) {
      LOG.warn("the checkpoint cannot be kept in {}: {}", file, e.toString());
    }
  }

  /** Writes the newest, if it is not written yet, and ends. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
