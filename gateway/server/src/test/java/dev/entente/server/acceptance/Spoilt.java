package dev.entente.server.acceptance;

import java.util.function.Consumer;

/** One way to spoil a sound request, and what it gets. */
record Spoilt(String how, int status, String code, Consumer<HandMade> spoil) {

  static Spoilt invalid(String how, Consumer<HandMade> spoil) {
    return new Spoilt(how, 401, "signature-invalid", spoil);
  }

  static Spoilt stale(String how, Consumer<HandMade> spoil) {
    return new Spoilt(how, 401, "signature-stale", spoil);
  }

  static Spoilt mismatch(String how, Consumer<HandMade> spoil) {
    return new Spoilt(how, 401, "digest-mismatch", spoil);
  }

  static Spoilt sound(String how, Consumer<HandMade> spoil) {
    return new Spoilt(how, 200, "", spoil);
  }

  @Override
  public String toString() {
    return how;
  }
}
