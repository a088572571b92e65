package dev.entente.catalog;

import dev.entente.json.Shown;

/** The syntax of the names that people choose; each refusal says what would be right. */
public final class Names {
  private static final int LONGEST = 63;

  private Names() {}

  /** Checks an id: {@code [a-z0-9][a-z0-9-]{0,62}}. */
  public static String id(String what, String value) {
    if (value.isEmpty() || value.length() > LONGEST || value.charAt(0) == '-' || !isId(value)) {
      throw new IllegalArgumentException(
          "`"
              + Shown.of(value)
              + "` is no "
              + what
              + ": small letters, digits and dashes, at most 63");
    }
    return value;
  }

  /** Checks a name that may also hold capitals, underscores and dots, such as a field's. */
  public static String name(String what, String value) {
    if (value.isEmpty() || value.length() > LONGEST || !isLetterOrDigit(value.charAt(0))) {
      throw refused(what, value);
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') {
        throw refused(what, value);
      }
    }
    return value;
  }

  private static IllegalArgumentException refused(String what, String value) {
    return new IllegalArgumentException(
        "`"
            + Shown.of(value)
            + "` is no "
            + what
            + ": letters, digits, `-`, `_` and `.`, at most 63");
  }

  private static boolean isId(String value) {
    return value
        .chars()
        .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
