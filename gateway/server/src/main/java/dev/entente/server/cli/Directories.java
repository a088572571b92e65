package dev.entente.server.cli;

import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DirectoryProblems;
import dev.entente.server.directory.Settings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the alliance directory that a command names. */
final class Directories {
  private Directories() {}

  private interface Reader<T> {
    T read(Path directory) throws DirectoryProblems;
  }

  static AllianceDirectory read(Path directory) throws NotDone {
    return read(directory, AllianceDirectory::read);
  }

  /** What {@code entente.yaml} alone says. */
  static Settings settings(Path directory) throws NotDone {
    return read(directory, AllianceDirectory::settings);
  }

  private static <T> T read(Path directory, Reader<T> reader) throws NotDone {
    if (!Files.isDirectory(directory)) {
      throw new NotDone(directory + " is no directory; name the one that holds entente.yaml");
    }
    try {
      return reader.read(directory);
    } catch (DirectoryProblems e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }
}
