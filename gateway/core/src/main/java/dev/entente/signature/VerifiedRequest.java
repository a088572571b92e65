package dev.entente.signature;

/**
 * A whole request that is what its sender signed: head and body. Only {@link VerifiedHead#receive}
 * makes it.
 */
public final class VerifiedRequest {
  private final VerifiedHead head;
  private final byte[] body;

  VerifiedRequest(VerifiedHead head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  public VerifiedHead head() {
    return head;
  }

  /**
   * The body's bytes, none if there is no body. They are shared, not copied: do not change them.
   */
  public byte[] body() {
    return body;
  }

  /** The body's media type, such as {@code text/csv}, without parameters; empty without a body. */
  public String mediaType() {
    return MediaTypes.of(head.head().headers());
  }
}
