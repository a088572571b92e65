package dev.entente.benchmarks.memory;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Filter.Operator;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Records found by their key, which counts them from 0; their other values come round again after a
 * thousand. It answers the benchmark's one kind of query, {@code KEY=ge=N} or no filter, in the
 * key's order, and no other. Thread-safe.
 */
public final class MemoryRows implements Source {
  private static final int DISTINCT = 1_000;
  private static final int KINDS = 97;
  private static final long DAYS = 12_000;

  private final List<FieldName> names;
  private final FieldName key;
  private final int count;
  private final Object[][] records;

  public MemoryRows(Dataset dataset, int count) {
    this.names = dataset.fields().stream().map(Field::name).toList();
    this.key = dataset.key().getFirst();
    this.count = count;
    this.records = new Object[DISTINCT][];
    for (int i = 0; i < DISTINCT; i++) {
      records[i] = record(dataset, i);
    }
  }

  private static Object[] record(Dataset dataset, int index) {
    Object[] record = new Object[dataset.fields().size()];
    for (int i = 0; i < record.length; i++) {
      Field field = dataset.fields().get(i);
      record[i] = value(field.type(), field.name() + " ", 31 * index + i);
    }
    return record;
  }

  private static Object value(FieldType type, String prefix, int seed) {
    return switch (type) {
      case STRING -> prefix + seed % KINDS + " of " + seed;
      case INTEGER -> (long) (seed % 20_000);
      case NUMBER -> seed % 1_000 / 8.0;
      case DECIMAL -> BigDecimal.valueOf(seed % 100_000, 2);
      case BOOLEAN -> seed % 2 == 0;
      case DATE -> LocalDate.ofEpochDay(seed % DAYS);
      case TIMESTAMP -> Instant.ofEpochSecond(seed);
    };
  }

  @Override
  public Page read(Selection selection) {
    int from = selection.filter().map(this::from).orElse(0);
    if (!selection.sort().isEmpty() || selection.after().isPresent()) {
      throw other();
    }
    int[] places = selection.fields().stream().mapToInt(names::indexOf).toArray();
    int id = selection.fields().indexOf(key);
    int to = Math.min(count, from + selection.limit());
    List<Row> rows = new ArrayList<>(selection.limit());
    for (int i = from; i < to; i++) {
      Object[] row = new Object[places.length];
      for (int j = 0; j < places.length; j++) {
        row[j] = records[i % DISTINCT][places[j]];
      }
      row[id] = (long) i;
      rows.add(new Row(row));
    }
    return new Page(rows, to < count);
  }

  private int from(Filter filter) {
    if (filter instanceof Comparison(FieldName field, Operator operator, List<Object> values)
        && field.equals(key)
        && operator == Operator.GREATER_OR_EQUAL
        && values.getFirst() instanceof Long from) {
      return Math.clamp(from, 0, count);
    }
    throw other();
  }

  private Unavailable other() {
    return Unavailable.source(
        "the benchmark's records are read by " + key + "=ge=N, without sort and cursor", null);
  }

  @Override
  public boolean applies(Filter condition) {
    return false;
  }

  @Override
  public void close() {
    // Nothing is held that outlives the process.
  }
}
