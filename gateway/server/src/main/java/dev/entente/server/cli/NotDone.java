package dev.entente.server.cli;

/** A command was refused, or what it looked at is not true: exit code 1, and why, for a person. */
final class NotDone extends Exception {
  private static final long serialVersionUID = 1L;

  NotDone(String message) {
    super(message, null, false, false);
  }
}
