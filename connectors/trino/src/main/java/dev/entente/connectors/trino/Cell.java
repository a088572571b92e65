package dev.entente.connectors.trino;

import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Column;
import dev.entente.connectors.sql.Point;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How values of a field's type are bound to, and read from, a column of a Trino type. */
sealed interface Cell {
  /** Characters that a text may have; a longer one is not read further than one more. */
  int LONGEST_TEXT = 65_536;

  Point point(Object value);

  @Nullable Object value(ResultSet rows, int place) throws SQLException;

  record Text() implements Cell {
    @Override
    public Point point(Object value) {
      String text = (String) value;
      int nul = text.indexOf(0);
      if (nul >= 0) {
        return Point.above(text.substring(0, nul)); // no tidy text has a NUL
      }
      return isLong(text) ? Point.above(text) : Point.at(text);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      String text = rows.getString(place);
      return text != null && (isLong(text) || text.indexOf(0) >= 0) ? Column.UNTIDY : text;
    }

    private static boolean isLong(String text) {
      return text.length() > LONGEST_TEXT && text.codePointCount(0, text.length()) > LONGEST_TEXT;
    }
  }

  record Whole() implements Cell {
    @Override
    public Point point(Object value) {
      return Point.at((Long) value);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      long value = rows.getLong(place);
      return rows.wasNull() ? null : held(value);
    }

    static Object held(long value) {
      return Math.abs(value) > FieldType.LARGEST_INTEGER || value == Long.MIN_VALUE
          ? Column.UNTIDY
          : (Object) value;
    }
  }

  record WholeAsNumber() implements Cell {
    @Override
    public Point point(Object value) {
      double number = (Double) value;
      if (Math.abs(number) > FieldType.LARGEST_INTEGER) {
        return number > 0
            ? Point.above(FieldType.LARGEST_INTEGER)
            : Point.below(-FieldType.LARGEST_INTEGER);
      }
      long floor = (long) Math.floor(number);
      return floor == number ? Point.at(floor) : Point.above(floor);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      long value = rows.getLong(place);
      if (rows.wasNull()) {
        return null;
      }
      return Whole.held(value) instanceof Long held ? (Object) held.doubleValue() : Column.UNTIDY;
    }
  }

  record WholeAsDecimal() implements Cell {
    @Override
    public Point point(Object value) {
      Point point = Exact.among((BigDecimal) value, Long.MIN_VALUE, Long.MAX_VALUE, 0);
      return new Point(((BigDecimal) point.value()).longValueExact(), point.side());
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      long value = rows.getLong(place);
      return rows.wasNull() ? null : BigDecimal.valueOf(value);
    }
  }

  record Floating() implements Cell {
    @Override
    public Point point(Object value) {
      return Point.at((Double) value);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      double value = rows.getDouble(place);
      return rows.wasNull() ? null : Double.isFinite(value) ? (Object) value : Column.UNTIDY;
    }
  }

  record Exact(int precision, int scale) implements Cell {
    @Override
    public Point point(Object value) {
      return point((BigDecimal) value, precision, scale);
    }

    /** Trino would have no type for a comparison with a number of many more digits. */
    static Point point(BigDecimal value, int precision, int scale) {
      BigDecimal most =
          new BigDecimal(BigInteger.TEN.pow(precision).subtract(BigInteger.ONE), scale);
      return among(value, most.negate(), most, scale);
    }

    static Point among(BigDecimal value, long least, long most, int scale) {
      return among(value, BigDecimal.valueOf(least), BigDecimal.valueOf(most), scale);
    }

    private static Point among(BigDecimal value, BigDecimal least, BigDecimal most, int scale) {
      if (value.compareTo(least) < 0) {
        return Point.below(least);
      }
      if (value.compareTo(most) > 0) {
        return Point.above(most);
      }
      BigDecimal floor = value.setScale(scale, RoundingMode.FLOOR);
      return floor.compareTo(value) == 0 ? Point.at(floor) : Point.above(floor);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      return rows.getBigDecimal(place);
    }
  }

  record ExactAsInteger(int precision) implements Cell {
    private static final BigDecimal LARGEST = BigDecimal.valueOf(FieldType.LARGEST_INTEGER);

    @Override
    public Point point(Object value) {
      return Exact.point(BigDecimal.valueOf((Long) value), precision, 0);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      return switch (rows.getBigDecimal(place)) {
        case null -> null;
        case BigDecimal decimal when decimal.abs().compareTo(LARGEST) <= 0 ->
            decimal.longValueExact();
        default -> Column.UNTIDY;
      };
    }
  }

  record ExactAsNumber(int precision, int scale) implements Cell {
    @Override
    public Point point(Object value) {
      return Exact.point(BigDecimal.valueOf((Double) value), precision, scale);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      BigDecimal decimal = rows.getBigDecimal(place);
      return decimal == null ? null : (Object) decimal.doubleValue();
    }
  }

  record Truth() implements Cell {
    @Override
    public Point point(Object value) {
      return Point.at((Boolean) value);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      boolean value = rows.getBoolean(place);
      return rows.wasNull() ? null : value;
    }
  }

  record Day() implements Cell {
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);

    @Override
    public Point point(Object value) {
      LocalDate date = (LocalDate) value;
      return date.isBefore(FIRST) ? Point.below(FIRST) : Point.at(date);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      String text = rows.getString(place);
      return text == null || hasYear(text) ? parsed(text) : Column.UNTIDY;
    }

    private static @Nullable LocalDate parsed(@Nullable String text) {
      return text == null ? null : LocalDate.parse(text);
    }

    /** Years before 1 have a sign, and years of five digits too. */
    static boolean hasYear(String text) {
      return Character.isDigit(text.charAt(0)) && !text.startsWith("0000");
    }
  }

  record Moment() implements Cell {
    private static final OffsetDateTime FIRST = Day.FIRST.atStartOfDay().atOffset(ZoneOffset.UTC);
    private static final DateTimeFormatter UTC =
        DateTimeFormatter.ofPattern(
            "uuuu-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S] 'UTC'");

    @Override
    public Point point(Object value) {
      Instant micros = ((Instant) value).truncatedTo(ChronoUnit.MICROS);
      OffsetDateTime moment = micros.atOffset(ZoneOffset.UTC);
      if (moment.isBefore(FIRST)) {
        return Point.below(FIRST);
      }
      return micros.equals(value) ? Point.at(moment) : Point.above(moment);
    }

    @Override
    public @Nullable Object value(ResultSet rows, int place) throws SQLException {
      String text = rows.getString(place);
      if (text == null) {
        return null;
      }
      return Day.hasYear(text)
          ? LocalDateTime.parse(text, UTC).toInstant(ZoneOffset.UTC)
          : Column.UNTIDY;
    }
  }
}
