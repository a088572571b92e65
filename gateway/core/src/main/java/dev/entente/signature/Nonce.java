package dev.entente.signature;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A number that a key uses once. Two nonces are equal if key and bytes are.
 *
 * <p>{@link #expires} is the last instant at which its request could still be fresh, skew included;
 * a ledger must remember the nonce up to that instant and may forget it after.
 */
public final class Nonce {
  public static final int MIN_LENGTH = 16;
  public static final int MAX_LENGTH = 64;

  private final KeyId key;
  private final byte[] bytes;
  private final Instant expires;

  /**
   * Copies the bytes.
   *
   * @throws IllegalArgumentException if there are fewer than 16 or more than 64 bytes
   */
  public Nonce(KeyId key, byte[] bytes, Instant expires) {
    if (bytes.length < MIN_LENGTH || bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a nonce has " + MIN_LENGTH + " to " + MAX_LENGTH + " bytes, this has " + bytes.length);
    }
    this.key = key;
    this.bytes = bytes.clone();
    this.expires = expires;
  }

  /**
   * The bytes of base64url, with its padding or without, but in no other second spelling.
   *
   * @throws IllegalArgumentException if it is not that
   */
  static byte[] decode(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    String padded = Base64.getUrlEncoder().encodeToString(bytes);
    boolean canonical =
        text.equals(padded) || (padded.startsWith(text) && padded.indexOf('=') == text.length());
    if (!canonical) {
      throw new IllegalArgumentException("not canonical base64url");
    }
    return bytes;
  }

  public KeyId key() {
    return key;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public Instant expires() {
    return expires;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nonce that && key.equals(that.key) && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
