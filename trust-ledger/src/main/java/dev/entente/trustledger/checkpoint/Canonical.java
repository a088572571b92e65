package dev.entente.trustledger.checkpoint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads encodings that have one form only: what would not be written the same is refused. */
final class Canonical {
  private Canonical() {}

  /** Padded standard base64 without stray bits. */
  static byte[] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (base64(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      // Refused below, like base64 in another form.
    }
    throw new NoteException("this is not padded standard base64 in its canonical form");
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** An ASCII decimal below 2^63 without leading zeros. */
  static long decimal(String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && Long.toString(number).equals(text)) {
        return number;
      }
    } catch (NumberFormatException notDecimal) {
      // Refused below, like a decimal in another form.
    }
    throw new NoteException("this is not a decimal number below 2^63 without leading zeros");
  }

  static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new NoteException("this is not UTF-8");
    }
  }

  static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException loneSurrogate) {
      throw new NoteException("this text has half a surrogate pair, which UTF-8 cannot express");
    }
  }
}
