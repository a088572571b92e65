package dev.entente.server.demo;

/** A step of the story did not go as the story says. */
public final class NotAsTold extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotAsTold(String message) {
    super(message);
  }

  NotAsTold(String message, Throwable cause) {
    super(message, cause);
  }
}
