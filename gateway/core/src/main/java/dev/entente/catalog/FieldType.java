package dev.entente.catalog;

import dev.entente.json.Shown;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The type of a field, and the Java type of its values: string ({@code String}), integer ({@code
 * Long} within ±(2^53−1)), number (finite {@code Double}), decimal ({@code BigDecimal}), boolean
 * ({@code Boolean}), date ({@code LocalDate}), timestamp ({@code Instant}).
 */
public enum FieldType {
  STRING,
  INTEGER,
  NUMBER,
  DECIMAL,
  BOOLEAN,
  DATE,
  TIMESTAMP;

  /** The largest integer that every JSON reader holds exactly: 2^53 − 1. */
  public static final long LARGEST_INTEGER = (1L << 53) - 1;

  /** Places either side of the point: enough for any table, and quick to read. */
  private static final int MOST_PLACES = 100;

  /** All those places, a sign and a point: what is written is also read. */
  private static final int LONGEST_NUMBER = 2 * MOST_PLACES + 2;

  private static final int LAST_YEAR = 9999;

  private static final Pattern WITH_SECONDS = Pattern.compile("[0-9-]{10}[Tt][0-9]{2}:[0-9]{2}:");

  /** The type of that name, such as {@code integer}. */
  public static FieldType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`"
                        + Shown.of(name)
                        + "` is no type; the types are "
                        + Arrays.toString(values())));
  }

  /**
   * Reads a value as it stands in a filter or a contribution.
   *
   * @throws IllegalArgumentException if the text is no value of this type; says what would be right
   */
  public Object parse(String text) {
    try {
      return switch (this) {
        case STRING -> text;
        case INTEGER -> integer(text);
        case NUMBER -> number(text);
        case DECIMAL -> bounded(decimal(text));
        case BOOLEAN -> bool(text);
        case DATE -> date(LocalDate.parse(text));
        case TIMESTAMP -> timestamp(text);
      };
    } catch (NumberFormatException | DateTimeException e) {
      throw new IllegalArgumentException(
          "`" + Shown.of(text) + "` is no " + this + "; " + example(), e);
    }
  }

  /**
   * The number that a value of a numeric type is, exactly; a double as it is written, so that 0.3
   * is not below 0.3.
   */
  public static BigDecimal exact(Object value) {
    return switch (value) {
      case Long integer -> BigDecimal.valueOf(integer);
      case Double number -> BigDecimal.valueOf(number);
      case BigDecimal decimal -> decimal;
      default -> throw new IllegalArgumentException("no number: a " + value.getClass());
    };
  }

  /** Compares two values of one type: texts by code point; a negative zero is zero. */
  public static int compare(Object value, Object other) {
    return switch (value) {
      case String text -> compare(text, (String) other);
      case Long integer -> integer.compareTo((Long) other);
      case Double number -> Double.compare(number + 0.0, (Double) other + 0.0);
      case BigDecimal decimal -> decimal.compareTo((BigDecimal) other);
      case Boolean bool -> bool.compareTo((Boolean) other);
      case LocalDate date -> date.compareTo((LocalDate) other);
      case Instant instant -> instant.compareTo((Instant) other);
      default -> throw new IllegalArgumentException("no value of a field: a " + value.getClass());
    };
  }

  /** By code point: where units differ, half of a pair is of a code point above all others. */
  private static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        int pairs = Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
        return pairs == 0 ? Character.compare(left, right) : pairs;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Whether values are numbers with an order and a size. */
  public boolean isNumeric() {
    return this == INTEGER || this == NUMBER || this == DECIMAL;
  }

  /** Whether values are days or moments. */
  public boolean isTemporal() {
    return this == DATE || this == TIMESTAMP;
  }

  private static Long integer(String text) {
    long value = Long.parseLong(text);
    if (value > LARGEST_INTEGER || value < -LARGEST_INTEGER) {
      throw new NumberFormatException();
    }
    return value;
  }

  private static Double number(String text) {
    double value = decimal(text).doubleValue();
    if (!Double.isFinite(value)) {
      throw new NumberFormatException();
    }
    return value;
  }

  private static BigDecimal decimal(String text) {
    if (text.length() > LONGEST_NUMBER) {
      throw new NumberFormatException();
    }
    return new BigDecimal(text);
  }

  /** Written out it must not be much longer than it was sent: 1e999999999 is ten characters. */
  private static BigDecimal bounded(BigDecimal decimal) {
    if (decimal.scale() > MOST_PLACES
        || (long) decimal.precision() - decimal.scale() > MOST_PLACES) {
      throw new NumberFormatException();
    }
    return decimal;
  }

  /** RFC 3339 knows the years 0000 to 9999. */
  private static LocalDate date(LocalDate date) {
    if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
      throw new DateTimeException("year");
    }
    return date;
  }

  /** RFC 3339 wants the seconds, which ISO 8601 lets out. */
  private static Instant timestamp(String text) {
    if (!WITH_SECONDS.matcher(text).lookingAt()) {
      throw new DateTimeException("seconds");
    }
    Instant instant = OffsetDateTime.parse(text).toInstant();
    date(LocalDate.ofInstant(instant, ZoneOffset.UTC));
    return instant;
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new NumberFormatException();
    };
  }

  private String example() {
    return switch (this) {
      case STRING -> "any text is";
      case INTEGER -> "an integer is like 42, within ±" + LARGEST_INTEGER;
      case NUMBER -> "a number is like 42.5";
      case DECIMAL -> "a decimal is like 42.50";
      case BOOLEAN -> "true and false are";
      case DATE -> "a date is like " + LocalDate.EPOCH;
      case TIMESTAMP -> "a timestamp is like " + Instant.EPOCH;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
