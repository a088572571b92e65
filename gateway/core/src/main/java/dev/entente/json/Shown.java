package dev.entente.json;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** A text from elsewhere as a message repeats it: short, in one line, with nothing hidden. */
public final class Shown {
  private static final int LONGEST = 60;

  private Shown() {}

  /**
   * The first 60 code points, and an ellipsis if there are more. What could move a cursor, break a
   * line or turn the direction of writing stands as an escape, such as <code>&#92;u001b</code>.
   */
  public static String of(String text) {
    return of(text, LONGEST);
  }

  /** The same for words around a text, which may take more room. */
  static String of(String text, int most) {
    var shown = new StringBuilder();
    text.codePoints().limit(most).forEach(c -> append(c, shown));
    return text.codePointCount(0, text.length()) > most ? shown + "…" : shown.toString();
  }

  /** What there is of something, such as {@code early, mid}; {@code nothing} if there is none. */
  public static String list(Collection<?> all) {
    return all.isEmpty()
        ? "nothing"
        : all.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static void append(int c, StringBuilder shown) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          shown.append(String.format(Locale.ROOT, "\\u%04x", c));
      default -> shown.appendCodePoint(c);
    }
  }
}
