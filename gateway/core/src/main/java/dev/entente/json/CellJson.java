package dev.entente.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;

/**
 * The canonical JSON (RFC 8785) of single values, rendered by hand because an answer holds hundreds
 * of them. Integers and numbers become numbers; decimals, dates and timestamps become texts.
 */
public final class CellJson {
  private static final int LIKELY_BYTES = 32;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CellJson() {}

  /**
   * Writes the value's canonical JSON.
   *
   * @param value a String, Long, finite Double, BigDecimal, Boolean, LocalDate or Instant
   */
  public static void write(Object value, Utf8 out) {
    switch (value) {
      case String text -> text(text, out);
      case Long integer -> out.put(integer.longValue());
      case Double number -> out.put(number(number));
      case Boolean bool -> out.put(bool.toString());
      case BigDecimal decimal -> quoted(plain(decimal), out);
      case LocalDate date -> quoted(date.toString(), out);
      case Instant instant -> quoted(instant.toString(), out);
      default -> throw new IllegalArgumentException("no cell holds a " + value.getClass());
    }
  }

  /** The value's canonical JSON, as {@link #write} writes it. */
  public static byte[] of(Object value) {
    var out = new Utf8(LIKELY_BYTES);
    write(value, out);
    return out.toBytes();
  }

  /** Adds one of the values that tell a record from others to what its key is hashed of. */
  public static void key(@Nullable Object value, Utf8 key) {
    if (value == null) {
      key.put("null");
    } else {
      write(value, key);
    }
    key.put(',');
  }

  /** The text that stands for a value where texts are wanted, such as under a pseudonym. */
  public static String plainText(Object value) {
    return switch (value) {
      case String text -> text;
      case Double number -> number(number);
      case BigDecimal decimal -> plain(decimal);
      default -> value.toString();
    };
  }

  /** The shortest decimal that is read as this double, and as no other. */
  static String number(double number) {
    try {
      return NumberToJSON.serializeNumber(number);
    } catch (IOException e) {
      throw new IllegalArgumentException("JSON has no number " + number, e);
    }
  }

  private static String plain(BigDecimal decimal) {
    BigDecimal shortest = decimal.stripTrailingZeros();
    return (shortest.scale() < 0 ? shortest.setScale(0) : shortest).toPlainString();
  }

  private static void text(String text, Utf8 out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        quoted(escaped(text), out);
        return;
      }
    }
    quoted(text, out);
  }

  private static void quoted(String text, Utf8 out) {
    out.put('"');
    out.put(text);
    out.put('"');
  }

  private static String escaped(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }
}
