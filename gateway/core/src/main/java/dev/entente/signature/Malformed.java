package dev.entente.signature;

/**
 * A signature, or what it covers, is not as the protocol wants it. The message is told to the
 * caller. It carries no stack trace: anybody can cause it, so it must stay cheap.
 */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  Malformed(String detail) {
    super(detail, null, false, false);
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
