package dev.entente.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A SHA-256 value: 32 bytes, immutable, printed as base64url without padding. */
public final class Sha256 {
  public static final int LENGTH = 32;

  private static final MessageDigest FRESH = provided();

  private final byte[] bytes;

  private Sha256(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The hash of the bytes. */
  public static Sha256 hash(byte[]... parts) {
    var digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Sha256(digest.digest());
  }

  /** What was put into the digest, which begins anew. */
  public static Sha256 of(MessageDigest digest) {
    return new Sha256(digest.digest());
  }

  /**
   * The value that these 32 bytes are.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static Sha256 ofBytes(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a SHA-256 value has 32 bytes, this has " + bytes.length);
    }
    return new Sha256(bytes.clone());
  }

  /**
   * Reads base64url without padding; what does not print the same again is refused.
   *
   * @throws IllegalArgumentException if it is not 43 canonical characters
   */
  public static Sha256 parse(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    var value = ofBytes(bytes);
    if (!value.toString().equals(text)) {
      throw new IllegalArgumentException("not canonical base64url without padding: " + text);
    }
    return value;
  }

  /** A fresh SHA-256 digest. */
  public static MessageDigest digest() {
    try {
      // An answer takes dozens; to look for the provider each time takes as long as a short hash.
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException e) {
      return provided();
    }
  }

  private static MessageDigest provided() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Puts the 32 bytes into an array. */
  void copy(byte[] to, int from) {
    System.arraycopy(bytes, 0, to, from, LENGTH);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256 that && Arrays.equals(bytes, that.bytes);
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
