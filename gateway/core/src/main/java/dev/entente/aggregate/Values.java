package dev.entente.aggregate;

import dev.entente.aggregate.Marks.Mark;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Measure;
import dev.entente.differencing.Sketch;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The values of one field in one group, as they are read. Sums are exact. Not thread-safe. */
final class Values {
  private static final int DECIMAL_PLACES = 9;

  private final FieldType type;
  private final Sketch.Growing records;
  private BigDecimal sum = BigDecimal.ZERO;
  private @Nullable Object least;
  private @Nullable Object greatest;

  Values(FieldType type, int buckets) {
    this.type = type;
    this.records = new Sketch.Growing(buckets);
  }

  void add(Object value, Mark record, int mark) {
    records.add(record.bucket(), mark);
    if (type.isNumeric()) {
      sum = sum.add(FieldType.exact(value));
    }
    least = least == null || FieldType.compare(value, least) < 0 ? value : least;
    greatest = greatest == null || FieldType.compare(value, greatest) > 0 ? value : greatest;
  }

  /** Of how many records a value went in. */
  int count() {
    return records.count();
  }

  Sketch sketch() {
    return records.sketch();
  }

  /** What a measure of at least one value comes to; null if the field's type cannot hold it. */
  @Nullable Object of(Measure.Function function) {
    return switch (function) {
      case COUNT -> (long) count();
      case MIN -> least;
      case MAX -> greatest;
      case SUM -> sum();
      case AVERAGE -> average();
    };
  }

  private @Nullable Object sum() {
    return switch (type) {
      case INTEGER ->
          sum.abs().compareTo(BigDecimal.valueOf(FieldType.LARGEST_INTEGER)) <= 0
              ? (Object) sum.longValueExact()
              : null;
      case NUMBER -> finite(sum);
      default -> sum;
    };
  }

  private @Nullable Object average() {
    var count = BigDecimal.valueOf(count());
    return type == FieldType.DECIMAL
        ? sum.divide(count, DECIMAL_PLACES, RoundingMode.HALF_EVEN)
        : finite(sum.divide(count, MathContext.DECIMAL128));
  }

  private static @Nullable Object finite(BigDecimal number) {
    double value = number.doubleValue();
    return Double.isFinite(value) ? (Object) (value + 0.0) : null;
  }
}
