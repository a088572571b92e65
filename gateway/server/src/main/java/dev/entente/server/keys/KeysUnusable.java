package dev.entente.server.keys;

/** The gateway cannot start with its keys as they are; the message says what mends it. */
public final class KeysUnusable extends Exception {
  private static final long serialVersionUID = 1L;

  public KeysUnusable(String message) {
    super(message, null, false, false);
  }
}
