package dev.entente.server.receipt;

/** A receipt proves nothing; the message says why. */
public final class Unproved extends Exception {
  private static final long serialVersionUID = 1L;

  Unproved(String message) {
    super(message, null, false, false);
  }
}
