package dev.entente.server.trade;

import dev.entente.problem.Unavailable;
import dev.entente.server.keys.OwnerFile;
import dev.entente.trustledger.store.DurableFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lines that survive: a file that only grows. What a crash cut off in the middle of a line was
 * never noted, and goes.
 */
final class Notebook {
  private final Path file;

  private Notebook(Path file) {
    this.file = file;
  }

  /**
   * Opens it; makes the folder where it is not there.
   *
   * @throws Unavailable if it cannot be
   */
  static Notebook in(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      OwnerFile.directory(folder);
      var notebook = new Notebook(file);
      if (Files.exists(file)) {
        notebook.dropTorn();
      }
      return notebook;
    } catch (IOException e) {
      throw notebook(file, e);
    }
  }

  private void dropTorn() throws IOException {
    try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
      long end = opened.length();
      while (end > 0 && byteAt(opened, end - 1) != '\n') {
        end--;
      }
      opened.setLength(end);
    }
  }

  private static int byteAt(RandomAccessFile opened, long place) throws IOException {
    opened.seek(place);
    return opened.read();
  }

  /**
   * Notes these lines; when this returns they are on the disk.
   *
   * @throws Unavailable if they cannot be noted
   */
  void note(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    try (var opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(opened.length());
      opened.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      opened.getFD().sync();
    } catch (IOException e) {
      throw notebook(file, e);
    }
  }

  /**
   * Has these lines from now on; those that it had are kept under another name.
   *
   * @throws Unavailable if that cannot be done; it has what it had then
   */
  void replace(List<String> lines, String keptAs) {
    try {
      Path kept = file.resolveSibling(keptAs);
      if (Files.exists(file) && Files.notExists(kept)) {
        Files.createLink(kept, file);
      }
      String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
      DurableFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw notebook(file, e);
    }
  }

  /** All lines, oldest first. */
  List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw notebook(file, e);
    }
  }

  private static Unavailable notebook(Path file, IOException e) {
    return Unavailable.ledger(file + " cannot be used: " + e.getMessage(), e);
  }
}
