package dev.entente.server.client;

/**
 * There is no answer that can be believed: none came, it is not the gateway's, or it is not what
 * the protocol says. The message says what to do. Whether the gateway acted on the request is then
 * unknown.
 */
public final class NoAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoAnswer(String message) {
    super(message, null, false, false);
  }

  NoAnswer(String message, Throwable cause) {
    super(message, cause, false, false);
  }

  /** What was wrong and what to do. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
