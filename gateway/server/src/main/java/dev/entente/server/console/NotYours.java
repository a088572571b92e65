package dev.entente.server.console;

/** Who is signed in has another role than it takes. */
final class NotYours extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotYours() {
    super("Your role does not show you this: it takes an alliance manager or security.");
  }
}
