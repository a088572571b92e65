package dev.entente.json;

/** Finds half a surrogate pair behind {@code \\u} escapes, which I-JSON forbids (RFC 7493, 2.1). */
final class Surrogates {
  private static final int ESCAPE = 6;

  private Surrogates() {}

  /**
   * Refuses a text with an escape of one half of a pair that the other does not follow. What is
   * wrong with it otherwise is for the parser to say.
   */
  static void refuseLone(String json) {
    int at = json.indexOf('\\');
    while (at >= 0) {
      int unit = unit(json, at);
      boolean pair =
          isHigh(unit) && json.startsWith("\\", at + ESCAPE) && isLow(unit(json, at + ESCAPE));
      if (!pair && (isHigh(unit) || isLow(unit))) {
        throw new Malformed(
            "", "not JSON as I-JSON wants it: half a surrogate pair at character " + (at + 1));
      }
      at = json.indexOf('\\', at + (pair ? 2 * ESCAPE : 2));
    }
  }

  /** The UTF-16 code unit of the escape that begins here; -1 if it is another escape. */
  private static int unit(String json, int at) {
    if (!json.startsWith("\\u", at) || at + ESCAPE > json.length()) {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit * 16 + digit;
    }
    return unit;
  }

  private static boolean isHigh(int unit) {
    return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isLow(int unit) {
    return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
  }
}
