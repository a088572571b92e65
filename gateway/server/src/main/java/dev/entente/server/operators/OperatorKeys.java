package dev.entente.server.operators;

import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.keys.OwnerFile;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operators' keys as they are made at the first start: {@code state/operators/NAME.jwk}, each
 * to be moved to its owner.
 */
public record OperatorKeys(Path folder) {
  private static final String ENDING = ".jwk";

  /** The folder in that state directory. */
  public static OperatorKeys in(Path state) {
    return new OperatorKeys(state.resolve("operators"));
  }

  /** Where an operator's key is made. */
  public Path file(String name) {
    return folder.resolve(name + ENDING);
  }

  /**
   * Makes a key for each of these people; one that is there already stays.
   *
   * @return the public keys by name
   * @throws KeysUnusable if one cannot be made or read
   */
  public Map<String, VerifyingKey> make(List<String> people) throws KeysUnusable {
    var keys = new LinkedHashMap<String, VerifyingKey>();
    try {
      OwnerFile.directory(folder);
      for (String name : people) {
        keys.put(name, key(name).publicKey());
      }
      return keys;
    } catch (IOException | IllegalArgumentException e) {
      throw new KeysUnusable("the operators' keys in " + folder + ": " + e.getMessage());
    }
  }

  private SigningKey key(String name) throws IOException {
    SigningKey fresh = SigningKey.generate();
    try {
      OwnerFile.write(file(name), fresh.toPrivateJwk());
      return fresh;
    } catch (FileAlreadyExistsException e) {
      return SigningKey.parse(Files.readString(file(name)));
    }
  }

  /** What to say while whoever reads the folder could act as more than one person. */
  public Optional<String> warning() {
    List<String> together = lying();
    return together.size() < 2
        ? Optional.empty()
        : Optional.of(
            "the keys of %s lie together in %s: one person could act as several; move each to its owner"
                .formatted(String.join(", ", together), folder));
  }

  private List<String> lying() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(ENDING))
          .map(file -> file.substring(0, file.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
