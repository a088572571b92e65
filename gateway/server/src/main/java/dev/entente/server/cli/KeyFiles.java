package dev.entente.server.cli;

import dev.entente.server.client.Unread;
import dev.entente.signature.Jwks;
import dev.entente.signature.VerifyingKey;
import dev.entente.trustledger.checkpoint.CosignerKey;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Public keys, and other small files that are trusted or verified. */
final class KeyFiles {
  /** What a file of receipts or consents may have, in bytes. */
  static final int MOST = 64 << 20;

  private static final int LARGEST = 1 << 20;

  private KeyFiles() {}

  /** A set, or one key as {@code entente keygen} prints it. */
  static Jwks jwks(Path file) throws NotDone {
    String text = text(file);
    try {
      return text.contains("\"kty\"") && !text.contains("\"keys\"")
          ? Jwks.of(VerifyingKey.parse(text))
          : Jwks.parse(text);
    } catch (IllegalArgumentException e) {
      throw new NotDone(file + ": " + e.getMessage());
    }
  }

  static VerifierKeys logKey(Path file) throws NotDone {
    try {
      return VerifierKeys.parse(text(file));
    } catch (NoteException e) {
      throw new NotDone(file + ": " + e.getMessage());
    }
  }

  static CosignerKey cosignerKey(Path file) throws NotDone {
    try {
      return CosignerKey.parse(text(file));
    } catch (NoteException e) {
      throw new NotDone(file + ": " + e.getMessage());
    }
  }

  /** The text in a file, without white space around it. */
  static String text(Path file) throws NotDone {
    return new String(read(file), StandardCharsets.UTF_8).strip();
  }

  /** The same of a file that holds many of something. */
  static String text(Path file, int most) throws NotDone {
    return new String(read(file, most), StandardCharsets.UTF_8).strip();
  }

  static byte[] read(Path file) throws NotDone {
    return read(file, LARGEST);
  }

  static byte[] read(Path file, int most) throws NotDone {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new NotDone(
            "%s has more than %d MiB; it is something else".formatted(file, most >> 20));
      }
      return bytes;
    } catch (IOException e) {
      throw new NotDone(Unread.of(file, e));
    }
  }
}
