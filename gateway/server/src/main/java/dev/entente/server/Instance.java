package dev.entente.server;

import dev.entente.server.directory.Settings;
import dev.entente.trustledger.store.StateLock;
import dev.entente.trustledger.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * This process among those that serve one directory. Where the ledger is a file, it is the only
 * one, and {@code state/} is its folder. Where they share a database, each has a folder of its own
 * in {@code state/}, the first that is free.
 *
 * @param lock on the folder
 */
record Instance(StateLock lock) implements AutoCloseable {
  private static final int MOST = 64;

  /**
   * Takes a folder.
   *
   * @throws StoreException if others hold all that there may be
   */
  static Instance take(Settings settings) {
    StoreException held = null;
    for (Path folder : folders(settings)) {
      try {
        return new Instance(StateLock.acquire(folder));
      } catch (StoreException e) {
        held = e;
      }
    }
    throw held == null ? new StoreException("there is no folder to take") : held;
  }

  /** A folder that a process holds; empty if none runs here. */
  static Optional<Path> busy(Settings settings) {
    return folders(settings).stream()
        .filter(Files::isDirectory)
        .filter(Instance::isHeld)
        .findFirst();
  }

  private static boolean isHeld(Path folder) {
    try {
      StateLock.acquire(folder).close();
      return false;
    } catch (StoreException e) {
      return true;
    }
  }

  private static List<Path> folders(Settings settings) {
    return settings.database().isEmpty()
        ? List.of(settings.state())
        : IntStream.rangeClosed(1, MOST)
            .mapToObj(i -> settings.state().resolve("gateway-" + i))
            .toList();
  }

  /** Whether it does what only one of them should. */
  boolean isFirst(Settings settings) {
    return folder().endsWith(folders(settings).getFirst().getFileName());
  }

  /** Its own. */
  Path folder() {
    return lock.directory();
  }

  @Override
  public void close() {
    lock.close();
  }
}
