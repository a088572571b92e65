package dev.entente.signature;

/**
 * The content of a message (RFC 9110 section 6.4) and its Content-Digest (RFC 9530 section 2),
 * which is worked out when it is made: of a large answer, that may be before the answer is known to
 * leave.
 */
public final class Content {
  private final byte[] bytes;
  private final String digest;

  private Content(byte[] bytes, String digest) {
    this.bytes = bytes;
    this.digest = digest;
  }

  /** These bytes, which are not copied. */
  public static Content of(byte[] bytes) {
    return new Content(bytes, ContentDigest.of(bytes));
  }

  public byte[] bytes() {
    return bytes;
  }

  /** The value of the Content-Digest field. */
  String digest() {
    return digest;
  }
}
