package dev.entente.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;

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

  private static final int LONGEST_DECIMAL = 100;

  /** The type of that name, such as {@code integer}. */
  public static FieldType named(String name) {
    return Arrays.stream(values())
        .filter(type -> type.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "`" + name + "` is no type; the types are " + Arrays.toString(values())));
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
        case DECIMAL -> decimal(text);
        case BOOLEAN -> bool(text);
        case DATE -> LocalDate.parse(text);
        case TIMESTAMP -> OffsetDateTime.parse(text).toInstant();
      };
    } catch (NumberFormatException | DateTimeException e) {
      throw new IllegalArgumentException("`" + text + "` is no " + this + "; " + example(), e);
    }
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
    double value = new BigDecimal(text).doubleValue();
    if (!Double.isFinite(value)) {
      throw new NumberFormatException();
    }
    return value;
  }

  private static BigDecimal decimal(String text) {
    if (text.length() > LONGEST_DECIMAL) {
      throw new NumberFormatException();
    }
    return new BigDecimal(text);
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
