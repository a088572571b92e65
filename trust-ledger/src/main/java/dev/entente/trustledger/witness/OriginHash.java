package dev.entente.trustledger.witness;

import dev.entente.trustledger.checkpoint.KeyName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex: an origin as the name of a file, as in C2SP tlog-witness. */
final class OriginHash {
  private OriginHash() {}

  static String of(KeyName origin) {
    return of(origin.value().getBytes(StandardCharsets.UTF_8));
  }

  static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
