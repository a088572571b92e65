package dev.entente.server;

/** A gateway cannot start as things are; the message is a line or a short list, for a person. */
public final class StartRefused extends Exception {
  private static final long serialVersionUID = 1L;

  public StartRefused(String message) {
    super(message, null, false, false);
  }
}
