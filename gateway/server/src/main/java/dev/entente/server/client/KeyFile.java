package dev.entente.server.client;

import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file that holds a private JWK, as {@code entente keygen} writes it. */
public final class KeyFile {
  private static final long LARGEST = 64 << 10;

  private KeyFile() {}

  /**
   * Reads the key.
   *
   * @throws IllegalArgumentException if there is none; the message says what to do
   */
  public static SigningKey read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException(file + " is too large to be a key");
      }
      return SigningKey.parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no key file "
              + file
              + "; make one with `entente keygen "
              + file
              + "` and have the public key that it prints registered with the agreement");
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(file + " is not a text file");
    } catch (IOException e) {
      throw new IllegalArgumentException(Unread.of(file, e));
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith(file.toString())
          ? e
          : new IllegalArgumentException(file + ": " + e.getMessage());
    }
  }
}
