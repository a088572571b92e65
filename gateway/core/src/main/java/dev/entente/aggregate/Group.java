package dev.entente.aggregate;

import dev.entente.aggregate.Marks.Mark;
import dev.entente.catalog.FieldName;
import dev.entente.differencing.Sketch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The records that have the same values of the fields grouped by. Not thread-safe. */
final class Group {
  private final @Nullable Object[] by;
  private final Sketch.Growing records;
  private final Map<FieldName, Values> measured = new LinkedHashMap<>();

  Group(@Nullable Object[] by, int buckets) {
    this.by = by.clone();
    this.records = new Sketch.Growing(buckets);
  }

  List<@Nullable Object> by() {
    return Arrays.asList(by);
  }

  void add(Mark record) {
    records.add(record.bucket(), record.mark());
  }

  int count() {
    return records.count();
  }

  Sketch sketch() {
    return records.sketch();
  }

  Map<FieldName, Values> measured() {
    return measured;
  }

  /** The values of a field that is measured. */
  Values values(FieldName field) {
    return Objects.requireNonNull(measured.get(field));
  }
}
