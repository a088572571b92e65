package dev.entente.server.show;

/** Colour where it is wanted, plain text where not. */
public enum Ink {
  COLOUR,
  PLAIN;

  public String bold(String text) {
    return in("1", text);
  }

  public String faint(String text) {
    return in("2", text);
  }

  public String red(String text) {
    return in("31", text);
  }

  public String green(String text) {
    return in("32", text);
  }

  public String yellow(String text) {
    return in("33", text);
  }

  public String cyan(String text) {
    return in("36", text);
  }

  private String in(String code, String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
