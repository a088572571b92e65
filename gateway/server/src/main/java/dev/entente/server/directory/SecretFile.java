package dev.entente.server.directory;

import dev.entente.json.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the secrets that lie in files of their own, by name relative to the directory. */
record SecretFile(Path root, YamlFile file, Mistakes mistakes) {
  private static final int LARGEST = 1_000;

  /** What stands in the file that is named there; empty if it cannot be read. */
  Optional<String> read(Doc place) {
    return mistakes.attempt(file, place, place::text).flatMap(name -> read(place, name));
  }

  private Optional<String> read(Doc place, String name) {
    try {
      Path path = root.resolve(name);
      if (Files.size(path) > LARGEST) {
        throw new IOException("too large for a secret");
      }
      return Optional.of(Files.readString(path).strip());
    } catch (IOException e) {
      mistakes.add(
          file,
          place,
          "there is no readable file `%s` with a secret; paths are relative to the alliance directory"
              .formatted(name));
      return Optional.empty();
    }
  }
}
