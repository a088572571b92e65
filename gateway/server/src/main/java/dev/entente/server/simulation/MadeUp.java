package dev.entente.server.simulation;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.source.Page;
import dev.entente.source.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Values that nobody has: as many as are wanted, of every type, each different where it can be. */
final class MadeUp {
  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final int DAYS = 9_000;

  private MadeUp() {}

  /** Records of a dataset from that number on; there are always more. */
  static Page page(Dataset dataset, List<FieldName> reads, long from, int records) {
    List<FieldType> types =
        reads.stream().map(name -> dataset.field(name).map(Field::type).orElseThrow()).toList();
    var rows = new ArrayList<Row>();
    for (long number = from; number < from + records; number++) {
      Object[] values = new Object[types.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = value(types.get(i), number, FIRST.plusDays(number % DAYS));
      }
      rows.add(new Row(values));
    }
    return new Page(rows, true);
  }

  /** A value that the field of an exchange takes, as of that day. */
  static Object value(Wanted field, long number, LocalDate day) {
    Object value = value(field.type(), number, day);
    if (!field.type().isNumeric()) {
      return value;
    }
    boolean whole = field.type() == FieldType.INTEGER;
    BigDecimal least = field.minimum().orElse(BigDecimal.ZERO);
    BigDecimal exact =
        FieldType.exact(value).add(whole ? least.setScale(0, RoundingMode.CEILING) : least);
    BigDecimal most = field.maximum().orElse(exact);
    most = whole ? most.setScale(0, RoundingMode.FLOOR) : most;
    return field.type().parse((exact.compareTo(most) > 0 ? most : exact).toPlainString());
  }

  private static Object value(FieldType type, long number, LocalDate day) {
    return switch (type) {
      case STRING -> "no " + number;
      case INTEGER -> number;
      case NUMBER -> (double) number;
      case DECIMAL -> BigDecimal.valueOf(number);
      case BOOLEAN -> number % 2 == 0;
      case DATE -> day;
      case TIMESTAMP -> timestamp(day, number);
    };
  }

  private static Instant timestamp(LocalDate day, long number) {
    return day.atStartOfDay().plusSeconds(number % 3600).toInstant(ZoneOffset.UTC);
  }
}
