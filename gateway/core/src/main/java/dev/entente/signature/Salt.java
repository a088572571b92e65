package dev.entente.signature;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** 16 random bytes, one for each entry, so that nobody finds an entry or a record by guessing. */
public final class Salt {
  private static final int LENGTH = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Salt fresh() {
    byte[] bytes = new byte[LENGTH];
    RANDOM.nextBytes(bytes);
    return new Salt(bytes);
  }

  /**
   * Reads base64url without padding.
   *
   * @throws IllegalArgumentException if it is not 16 bytes of it
   */
  public static Salt parse(String text) {
    var salt = new Salt(Base64.getUrlDecoder().decode(text));
    if (salt.bytes.length != LENGTH || !salt.toString().equals(text)) {
      throw new IllegalArgumentException("a salt is 16 bytes in base64url without padding");
    }
    return salt;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Salt that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
