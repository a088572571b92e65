package dev.entente.trustledger.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One at a time among all threads and processes of this machine that name the same file. */
public final class FileTurn {
  // A process that holds a lock on a file must not ask for it again.
  private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

  private FileTurn() {}

  /**
   * Does it in turn.
   *
   * @param file made if it is not there; never written
   * @throws StoreException if the file cannot be locked; then it is not done
   */
  public static <T> T take(Path file, Supplier<T> work) {
    ReentrantLock here =
        HERE.computeIfAbsent(file.toAbsolutePath().normalize(), _ -> new ReentrantLock());
    here.lock();
    try (FileChannel channel = FileChannel.open(OwnerOnly.file(file), StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      return work.get();
    } catch (IOException e) {
      throw new StoreException(file + " cannot be locked: " + e.getMessage(), e);
    } finally {
      here.unlock();
    }
  }
}
