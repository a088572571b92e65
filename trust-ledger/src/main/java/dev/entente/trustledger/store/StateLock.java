package dev.entente.trustledger.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write in {@code state/}, held by one process at a time: a lock on the file {@code
 * lock} in it, which has the holder's process id inside. The system lets go of it when the process
 * ends, however it ends.
 */
public final class StateLock implements AutoCloseable {
  // Closing any channel on a file lets go of all locks that the process has on it, so a second one
  // must not even be opened.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path state;
  private final FileChannel channel;

  private StateLock(Path state, FileChannel channel) {
    this.state = state;
    this.channel = channel;
  }

  /**
   * Takes the lock; makes the directory, for its owner alone, if it is not there.
   *
   * @throws StoreException if another process holds it, or it cannot be made
   */
  public static StateLock acquire(Path directory) {
    try {
      Path state = OwnerOnly.directory(directory).toRealPath();
      if (!HELD_HERE.add(state)) {
        throw held(directory, Long.toString(ProcessHandle.current().pid()));
      }
      try {
        return new StateLock(state, locked(directory, state));
      } catch (IOException | RuntimeException e) {
        HELD_HERE.remove(state);
        throw e;
      }
    } catch (FileAlreadyExistsException e) {
      throw new StoreException(e.getMessage() + " is no directory; name one to keep state in", e);
    } catch (IOException e) {
      throw new StoreException(directory + " cannot be locked: " + e.getMessage(), e);
    }
  }

  private static FileChannel locked(Path directory, Path state) throws IOException {
    Path file = OwnerOnly.file(state.resolve("lock"));
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw held(directory, Files.readString(file, StandardCharsets.US_ASCII).strip());
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static StoreException held(Path directory, String pid) {
    return new StoreException(
        "%s is held by process %s; stop it or use another directory".formatted(directory, pid));
  }

  /** The directory, by its real path. */
  public Path directory() {
    return state;
  }

  /** Lets go. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreException("the lock on " + state + " cannot be given back", e);
    } finally {
      HELD_HERE.remove(state);
    }
  }
}
