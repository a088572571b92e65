package dev.entente.json;

/** A document is not what it should be; the message says what would be right. */
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String pointer;

  /**
   * @param pointer where in the document (RFC 6901), empty for the whole
   * @param message what was wrong and what would be right
   */
  public Malformed(String pointer, String message) {
    super(message, null, false, false);
    this.pointer = pointer;
  }

  public String pointer() {
    return pointer;
  }

  /** The message, without the place. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
