package dev.entente.connectors.files;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Point;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * How a field lies in the table: {@code cN} holds the value; a decimal has {@code kN} besides, by
 * which it is compared. Dates are days and timestamps twice the microseconds since 1970, so that a
 * filter's finer value falls between two of them and compares as it should.
 */
record Column(int place, FieldName field, FieldType type)
    implements dev.entente.connectors.sql.Column {
  private static final BigInteger HALF_MICROS = BigInteger.valueOf(2_000_000);

  String name() {
    return "c" + place;
  }

  @Override
  public String selected() {
    return name();
  }

  /** The name of the column to compare and sort by. */
  @Override
  public String compared() {
    return switch (type) {
      case DECIMAL -> "k" + place;
      case STRING, INTEGER, NUMBER, BOOLEAN, DATE, TIMESTAMP -> name();
    };
  }

  String definition() {
    return switch (type) {
      case STRING -> name() + " VARCHAR";
      case INTEGER, DATE, TIMESTAMP -> name() + " BIGINT";
      case NUMBER -> name() + " DOUBLE";
      case BOOLEAN -> name() + " BOOLEAN";
      case DECIMAL -> name() + " VARCHAR, " + compared() + " VARCHAR";
    };
  }

  /** Every column of the table that is this field's. */
  String all() {
    return compared().equals(name()) ? name() : name() + ", " + compared();
  }

  void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> {
        appender.appendNull();
        if (!compared().equals(name())) {
          appender.appendNull();
        }
      }
      case BigDecimal decimal -> {
        appender.append(decimal.toString());
        appender.append(DecimalOrder.of(decimal));
      }
      case String text -> appender.append(text);
      case Double number -> appender.append(number.doubleValue());
      case Boolean bool -> appender.append(bool.booleanValue());
      default -> appender.append(((Long) bound(value)).longValue());
    }
  }

  @Override
  public Point point(Object value) {
    return Point.at(bound(value));
  }

  /** The value as {@link #compared()} is compared with it. */
  private Object bound(Object value) {
    return switch (type) {
      case STRING -> as(String.class, value);
      case INTEGER -> as(Long.class, value);
      case NUMBER -> as(Double.class, value);
      case BOOLEAN -> as(Boolean.class, value);
      case DECIMAL -> DecimalOrder.of(as(BigDecimal.class, value));
      case DATE -> as(LocalDate.class, value).toEpochDay();
      case TIMESTAMP -> halfMicros(as(Instant.class, value));
    };
  }

  private <T> T as(Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "`" + field + "` is a " + type + ", not a " + value.getClass());
    }
    return type.cast(value);
  }

  @Override
  public @Nullable Object value(ResultSet rows, int column) throws SQLException {
    Object value =
        switch (type) {
          case STRING, DECIMAL -> rows.getString(column);
          case INTEGER, DATE, TIMESTAMP -> rows.getLong(column);
          case NUMBER -> rows.getDouble(column);
          case BOOLEAN -> rows.getBoolean(column);
        };
    if (value == null || rows.wasNull()) {
      return null;
    }
    return switch (type) {
      case STRING, INTEGER, NUMBER, BOOLEAN -> value;
      case DECIMAL -> new BigDecimal((String) value);
      case DATE -> LocalDate.ofEpochDay((Long) value);
      case TIMESTAMP -> instant((Long) value);
    };
  }

  /** An odd number stands for a moment between two microseconds; no stored one is odd. */
  private static Long halfMicros(Instant instant) {
    int nanos = instant.getNano();
    BigInteger exact =
        BigInteger.valueOf(instant.getEpochSecond())
            .multiply(HALF_MICROS)
            .add(BigInteger.valueOf(nanos / 1000 * 2L + (nanos % 1000 == 0 ? 0 : 1)));
    return exact
        .max(BigInteger.valueOf(Long.MIN_VALUE))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValue();
  }

  private static Instant instant(long halfMicros) {
    long perSecond = HALF_MICROS.longValue();
    return Instant.ofEpochSecond(
        Math.floorDiv(halfMicros, perSecond), Math.floorMod(halfMicros, perSecond) * 500L);
  }
}
