package dev.entente.server.cli;

import dev.entente.server.client.Unread;
import dev.entente.signature.VerifyingKey;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that holds a public JWK, as {@code entente keygen} prints it. */
final class PublicKeyFile {
  private static final long LARGEST = 64 << 10;

  private PublicKeyFile() {}

  /**
   * Reads the key.
   *
   * @throws NotDone if there is none, or a private one
   */
  static VerifyingKey read(Path file) throws NotDone {
    try {
      if (Files.size(file) > LARGEST) {
        throw new NotDone(file + " is too large to be a key");
      }
      return VerifyingKey.parse(Files.readString(file));
    } catch (MalformedInputException e) {
      throw new NotDone(file + " is not a text file");
    } catch (IOException e) {
      throw new NotDone(Unread.of(file, e));
    } catch (IllegalArgumentException e) {
      throw new NotDone(file + ": " + e.getMessage());
    }
  }
}
