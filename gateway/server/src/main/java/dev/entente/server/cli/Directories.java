package dev.entente.server.cli;

import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DirectoryProblems;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the alliance directory that a command names. */
final class Directories {
  private Directories() {}

  static AllianceDirectory read(Path directory) throws NotDone {
    if (!Files.isDirectory(directory)) {
      throw new NotDone(directory + " is no directory; name the one that holds entente.yaml");
    }
    try {
      return AllianceDirectory.read(directory);
    } catch (DirectoryProblems e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }
}
