package dev.entente.connectors.postgres;

import dev.entente.catalog.FieldType;
import dev.entente.connectors.sql.Column;
import dev.entente.connectors.sql.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How values of a field's type are bound to, and read from, a column of a PostgreSQL type. */
enum Cell {
  TEXT {
    @Override
    Point point(Object value) {
      String text = (String) value;
      int nul = text.indexOf(0);
      if (nul >= 0) {
        return Point.above(text.substring(0, nul)); // no text of PostgreSQL has a NUL
      }
      return isLong(text) ? Point.above(text) : Point.at(text);
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      String text = rows.getString(place);
      return text != null && isLong(text) ? Column.UNTIDY : text;
    }
  },
  UUID_AS_TEXT {
    @Override
    Point point(Object value) {
      return UuidOrder.point((String) value);
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      return rows.getString(place);
    }
  },
  INTEGER {
    @Override
    Point point(Object value) {
      return Point.at((Long) value);
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      long value = rows.getLong(place);
      return rows.wasNull() ? null : held(value);
    }
  },
  INTEGER_AS_NUMBER {
    @Override
    Point point(Object value) {
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
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      long value = rows.getLong(place);
      if (rows.wasNull()) {
        return null;
      }
      return held(value) instanceof Long integer ? (Object) integer.doubleValue() : Column.UNTIDY;
    }
  },
  INTEGER_AS_DECIMAL {
    @Override
    Point point(Object value) {
      BigDecimal decimal = (BigDecimal) value;
      BigDecimal floor =
          decimal
              .setScale(0, RoundingMode.FLOOR)
              .max(BigDecimal.valueOf(Long.MIN_VALUE))
              .min(BigDecimal.valueOf(Long.MAX_VALUE));
      int sign = decimal.compareTo(floor);
      return sign == 0
          ? Point.at(floor.longValueExact())
          : sign > 0 ? Point.above(floor.longValueExact()) : Point.below(floor.longValueExact());
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      long value = rows.getLong(place);
      return rows.wasNull() ? null : BigDecimal.valueOf(value);
    }
  },
  NUMBER {
    @Override
    Point point(Object value) {
      return Point.at((Double) value);
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      double value = rows.getDouble(place);
      return rows.wasNull() ? null : Double.isFinite(value) ? (Object) value : Column.UNTIDY;
    }
  },
  NUMERIC_AS_INTEGER {
    @Override
    Point point(Object value) {
      return Point.at(BigDecimal.valueOf((Long) value));
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      return switch (rows.getObject(place)) {
        case null -> null;
        case BigDecimal decimal when decimal.abs().compareTo(LARGEST) <= 0 ->
            decimal.longValueExact();
        default -> Column.UNTIDY;
      };
    }
  },
  NUMERIC_AS_NUMBER {
    @Override
    Point point(Object value) {
      return Point.at(BigDecimal.valueOf((Double) value));
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      return switch (rows.getObject(place)) {
        case null -> null;
        case BigDecimal decimal -> decimal.doubleValue();
        default -> Column.UNTIDY;
      };
    }
  },
  DECIMAL {
    @Override
    Point point(Object value) {
      return Point.at((BigDecimal) value);
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      return switch (rows.getObject(place)) {
        case null -> null;
        case BigDecimal decimal when isWritable(decimal) -> decimal;
        default -> Column.UNTIDY;
      };
    }
  },
  BOOLEAN {
    @Override
    Point point(Object value) {
      return Point.at((Boolean) value);
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      boolean value = rows.getBoolean(place);
      return rows.wasNull() ? null : value;
    }
  },
  DATE {
    @Override
    Point point(Object value) {
      LocalDate date = (LocalDate) value;
      return date.isBefore(FIRST_DAY) ? Point.below(FIRST_DAY) : Point.at(date);
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      LocalDate date = rows.getObject(place, LocalDate.class);
      return date == null || isYear(date.getYear()) ? date : Column.UNTIDY;
    }
  },
  TIMESTAMP {
    @Override
    Point point(Object value) {
      Instant micros = ((Instant) value).truncatedTo(ChronoUnit.MICROS);
      OffsetDateTime moment = micros.atOffset(ZoneOffset.UTC);
      if (moment.isBefore(FIRST_MOMENT)) {
        return Point.below(FIRST_MOMENT);
      }
      return micros.equals(value) ? Point.at(moment) : Point.above(moment);
    }

    @Override
    @Nullable Object value(ResultSet rows, int place) throws SQLException {
      OffsetDateTime moment = rows.getObject(place, OffsetDateTime.class);
      if (moment == null) {
        return null;
      }
      return isYear(moment.getYear()) ? moment.toInstant() : Column.UNTIDY;
    }
  };

  /** Characters that a text may have; a longer one is not read further than one more. */
  static final int LONGEST_TEXT = 65_536;

  /** Digits that a decimal may have on either side of the point. */
  static final int MOST_DIGITS = 100;

  private static final BigDecimal LARGEST = BigDecimal.valueOf(FieldType.LARGEST_INTEGER);
  private static final int LAST_YEAR = 9999;
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final OffsetDateTime FIRST_MOMENT =
      FIRST_DAY.atStartOfDay().atOffset(ZoneOffset.UTC);

  abstract Point point(Object value);

  abstract @Nullable Object value(ResultSet rows, int place) throws SQLException;

  private static boolean isLong(String text) {
    return text.length() > LONGEST_TEXT && text.codePointCount(0, text.length()) > LONGEST_TEXT;
  }

  private static Object held(long value) {
    return Math.abs(value) > FieldType.LARGEST_INTEGER || value == Long.MIN_VALUE
        ? Column.UNTIDY
        : (Object) value;
  }

  private static boolean isWritable(BigDecimal decimal) {
    return decimal.scale() <= MOST_DIGITS
        && (long) decimal.precision() - decimal.scale() <= MOST_DIGITS;
  }

  private static boolean isYear(int year) {
    return year >= 1 && year <= LAST_YEAR;
  }
}
