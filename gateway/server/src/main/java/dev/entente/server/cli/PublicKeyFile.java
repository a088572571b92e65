package dev.entente.server.cli;

import dev.entente.signature.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that holds a public JWK, as {@code entente keygen} prints it. */
final class PublicKeyFile {
  private static final long LARGEST = 64 << 10;

  private PublicKeyFile() {}

  /**
   * Reads the key.
   *
   * @throws IllegalArgumentException if there is none, or a private one
   */
  static VerifyingKey read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException(file + " is too large to be a key");
      }
      return VerifyingKey.parse(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage());
    }
  }
}
