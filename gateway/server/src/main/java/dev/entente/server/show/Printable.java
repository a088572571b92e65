package dev.entente.server.show;

/**
 * Text from elsewhere, made fit for a terminal: what could move the cursor, change colours or turn
 * the direction of writing is shown as a replacement character.
 */
public final class Printable {
  private static final int REPLACEMENT = 0xFFFD;

  private Printable() {}

  public static String of(String text) {
    var printable = new StringBuilder(text.length());
    text.codePoints().map(c -> harmless(c) ? c : REPLACEMENT).forEach(printable::appendCodePoint);
    return printable.toString();
  }

  private static boolean harmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** At most so many code points; what was cut shows as an ellipsis. */
  public static String cut(String text, int most) {
    int length = text.codePointCount(0, text.length());
    return length <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
  }

  static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
