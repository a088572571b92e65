package dev.entente.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What of a state directory is worth keeping: all that a start does not make anew. */
final class Kept {
  /** The newest checkpoint that witnesses cosigned; it must not be newer than the ledger. */
  static final String COSIGNED = "cosigned.checkpoint";

  /** Where the operators' keys lie until they are moved to their owners. */
  static final String OPERATORS = "operators";

  private static final Set<String> OF_A_PROCESS = Set.of("lock", "admin", "cache");
  private static final Set<String> OWN_PLACE =
      Set.of("ledger.db", "ledger.db-wal", "ledger.db-shm", OPERATORS);

  private Kept() {}

  /**
   * The files below the state, by their paths in it.
   *
   * @param keys the folder of the gateway's keys, which may be in there
   */
  static List<Path> files(Path state, Path keys) throws IOException {
    List<Path> found = new ArrayList<>();
    add(state, state, keys, found);
    return found;
  }

  static boolean isCosigned(Path file) {
    return file.endsWith(COSIGNED);
  }

  private static void add(Path state, Path folder, Path keys, List<Path> found) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        Path path = state.relativize(file);
        if (isLeft(path) || file.toAbsolutePath().normalize().equals(keys)) {
          continue;
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          add(state, file, keys, found);
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          found.add(path);
        }
      }
    } catch (NoSuchFileException gone) {
      // It went while it was looked at, so nobody needs it.
    }
  }

  /** Locks, addresses, caches, what is half written, and what has a place of its own. */
  private static boolean isLeft(Path path) {
    String name = path.getFileName().toString();
    return OF_A_PROCESS.contains(name)
        || (path.getNameCount() == 1 && OWN_PLACE.contains(name))
        || name.startsWith(".")
        || name.endsWith(".lock")
        || name.endsWith(".new");
  }
}
