package dev.entente.connectors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * DuckDB's native library, which its driver unpacks into the temporary folder of each process, some
 * 70 MB, and removes when the process exits. One that is killed would leave it there.
 */
final class UnpackedLibrary {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final String NAME = "libduckdb_java";
  private static final AtomicBoolean REMOVED = new AtomicBoolean();

  private UnpackedLibrary() {}

  /**
   * Once it is loaded it needs no name any more where open files outlive theirs, as on Linux.
   * Elsewhere nothing is done. Called after the first connection.
   */
  static void remove() {
    if (Files.isReadable(MAPS) && REMOVED.compareAndSet(false, true)) {
      try (Stream<String> maps = Files.lines(MAPS)) {
        for (Path file : maps.flatMap(UnpackedLibrary::path).distinct().toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        return; // the driver tries again at the exit
      }
    }
  }

  /** What is mapped stands behind five columns. */
  private static Stream<Path> path(String line) {
    int at = line.indexOf('/');
    return Stream.of(line)
        .filter(it -> at >= 0 && it.contains("/" + NAME))
        .filter(it -> it.endsWith(".so"))
        .map(it -> Path.of(it.substring(at)));
  }
}
