package dev.entente.policies.log;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the files of a decision log, also while it is written. */
public final class LogFiles {
  static final String PREFIX = "decisions-";
  static final String ENDING = ".ndjson.gz";

  private LogFiles() {}

  /** The files in a folder, the oldest first; none if there is no folder. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(PREFIX))
          .filter(file -> file.getFileName().toString().endsWith(ENDING))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /**
   * Gives each event of a file, a JSON object.
   *
   * @return whether the file is whole; what a crash cut off is not given
   */
  public static boolean read(Path file, Consumer<String> event) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        event.accept(line);
      }
      return true;
    } catch (EOFException | ZipException e) {
      return false;
    }
  }

  static long count(Path file) throws IOException {
    var events = new AtomicLong();
    read(file, _ -> events.incrementAndGet());
    return events.get();
  }
}
