package dev.entente.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;

/**
 * The canonical JSON (RFC 8785) of single values, rendered by hand because an answer holds hundreds
 * of them. Integers and numbers become numbers; decimals, dates and timestamps become texts.
 */
public final class CellJson {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private CellJson() {}

  /**
   * The value's canonical JSON.
   *
   * @param value a String, Long, finite Double, BigDecimal, Boolean, LocalDate or Instant
   */
  public static byte[] of(Object value) {
    return switch (value) {
      case String text -> text(text);
      case Long integer -> ascii(integer.toString());
      case Double number -> ascii(number(number));
      case Boolean bool -> ascii(bool.toString());
      case BigDecimal decimal -> ascii('"' + plain(decimal) + '"');
      case LocalDate date -> ascii('"' + date.toString() + '"');
      case Instant instant -> ascii('"' + instant.toString() + '"');
      default -> throw new IllegalArgumentException("no cell holds a " + value.getClass());
    };
  }

  /** Adds one of the values that tell a record from others to what its key is hashed of. */
  public static void key(@Nullable Object value, ByteArrayOutputStream key) {
    key.writeBytes(value == null ? NULL : of(value));
    key.write(',');
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

  private static byte[] text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return escaped(text);
      }
    }
    return ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] escaped(String text) {
    var out = new StringBuilder(text.length() + 16).append('"');
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
    return out.append('"').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
