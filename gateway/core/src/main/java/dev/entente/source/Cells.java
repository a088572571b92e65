package dev.entente.source;

import dev.entente.catalog.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cell's text as the type of its field, as {@link FieldType#parse} does, and stricter where
 * a source may hold what a gateway should not repeat.
 *
 * <p>Texts have at most 65,536 characters and no NUL. Integers and numbers are written in ASCII.
 * Decimals have at most 100 digits before and after the point. Dates and timestamps lie in the
 * years 0001 to 9999, timestamps are RFC 3339 with an offset and are cut to microseconds. True and
 * false may be written in capitals, as spreadsheets do.
 */
public final class Cells {
  /** Characters that a text may have. */
  public static final int LONGEST_TEXT = 65_536;

  private static final int LONGEST_OTHER = 100;
  private static final int DECIMAL_PLACES = 100;
  private static final int LAST_YEAR = 9999;
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          DATE + "[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private Cells() {}

  /** The value, or null if the text is none of that type. */
  public static @Nullable Object parse(FieldType type, String text) {
    if (type == FieldType.STRING) {
      return isPlain(text) ? text : null;
    }
    if (text.length() > LONGEST_OTHER || !looksRight(type, text)) {
      return null;
    }
    try {
      return kept(parsed(type, text));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * A number of JSON as integers are written, where it is whole: {@code 7.0} and {@code 70e-1} are
   * the same number as {@code 7}. Any other stays as it is.
   */
  public static String whole(String number) {
    if (number.length() > LONGEST_OTHER || !NUMBER.matcher(number).matches()) {
      return number;
    }
    BigDecimal exact = new BigDecimal(number).stripTrailingZeros();
    return exact.scale() <= 0 && exact.precision() - (long) exact.scale() <= LONGEST_OTHER
        ? exact.toBigIntegerExact().toString()
        : number;
  }

  private static boolean looksRight(FieldType type, String text) {
    return switch (type) {
      case STRING -> true;
      case INTEGER -> INTEGER.matcher(text).matches();
      case NUMBER, DECIMAL -> NUMBER.matcher(text).matches();
      case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
      case DATE -> DATE.matcher(text).matches();
      case TIMESTAMP -> TIMESTAMP.matcher(text).matches();
    };
  }

  private static Object parsed(FieldType type, String text) {
    return type == FieldType.BOOLEAN ? Boolean.valueOf(text) : type.parse(text);
  }

  /** The value if it is within the bounds. */
  private static @Nullable Object kept(Object value) {
    return switch (value) {
      case BigDecimal decimal -> isWritable(decimal) ? decimal : null;
      case LocalDate date -> date.getYear() >= 1 ? date : null;
      case Instant instant -> {
        OffsetDateTime moment = instant.atOffset(ZoneOffset.UTC);
        yield moment.getYear() >= 1 && moment.getYear() <= LAST_YEAR
            ? instant.truncatedTo(ChronoUnit.MICROS)
            : null;
      }
      default -> value;
    };
  }

  private static boolean isWritable(BigDecimal decimal) {
    return decimal.scale() <= DECIMAL_PLACES
        && (long) decimal.precision() - decimal.scale() <= DECIMAL_PLACES;
  }

  private static boolean isPlain(String text) {
    if (text.length() > LONGEST_TEXT) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
