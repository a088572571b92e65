package dev.entente.connectors.http;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Sort;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All records that an API gave at one time, one for each key, in the key's order. Immutable. */
final class Snapshot {
  private static final int ROW = 32;
  private static final int CELL = 32;

  private final Map<FieldName, Integer> places = new HashMap<>();
  private final List<Sort> key;
  private final List<@Nullable Object[]> records = new ArrayList<>();
  private final long bytes;
  private final long repeated;

  /**
   * @param all in the order in which they came: of several with one key the first is kept
   */
  Snapshot(Dataset dataset, List<@Nullable Object[]> all) {
    dataset.held().keySet().forEach(name -> places.put(name, places.size()));
    this.key = dataset.key().stream().map(field -> new Sort(field, false)).toList();
    List<@Nullable Object[]> sorted = new ArrayList<>(all);
    sorted.sort(order(key));
    long size = 0;
    for (@Nullable Object[] record : sorted) {
      if (records.isEmpty() || order(key).compare(records.getLast(), record) != 0) {
        records.add(record);
        size += size(record);
      }
    }
    this.bytes = size;
    this.repeated = all.size() - (long) records.size();
  }

  /** What it takes in memory, roughly. */
  long bytes() {
    return bytes;
  }

  /** How many records were left out since their key was there before. */
  long repeated() {
    return repeated;
  }

  private static long size(@Nullable Object[] record) {
    long size = ROW;
    for (Object value : record) {
      size += CELL + (value instanceof String text ? 2L * text.length() : 0);
    }
    return size;
  }

  Page page(Selection selection) {
    List<Sort> sort = Stream.concat(selection.sort().stream(), key.stream()).toList();
    Comparator<@Nullable Object[]> order = order(sort);
    Predicate<@Nullable Object[]> fits =
        record ->
            selection.filter().map(it -> it.holds(name -> value(record, name))).orElse(true)
                && selection.after().map(it -> isAfter(record, it, sort)).orElse(true);
    Stream<@Nullable Object[]> found = records.stream().filter(fits);
    List<@Nullable Object[]> first =
        selection.sort().isEmpty()
            ? found.limit(selection.limit() + 1L).toList()
            : least(found, order, selection.limit() + 1);
    boolean more = first.size() > selection.limit();
    return new Page(
        first.stream().limit(selection.limit()).map(it -> row(it, selection.fields())).toList(),
        more);
  }

  /** The first of all in this order, found without sorting all. */
  private static List<@Nullable Object[]> least(
      Stream<@Nullable Object[]> all, Comparator<@Nullable Object[]> order, int most) {
    var kept = new PriorityQueue<@Nullable Object[]>(order.reversed());
    all.forEach(
        record -> {
          kept.add(record);
          if (kept.size() > most) {
            kept.poll();
          }
        });
    List<@Nullable Object[]> sorted = new ArrayList<>(kept);
    sorted.sort(order);
    return sorted;
  }

  private Row row(@Nullable Object[] record, List<FieldName> fields) {
    return new Row(fields.stream().map(field -> value(record, field)).toArray());
  }

  private @Nullable Object value(@Nullable Object[] record, FieldName field) {
    Integer place = places.get(field);
    if (place == null) {
      throw new IllegalArgumentException("the dataset has no field `" + field + "`");
    }
    return record[place];
  }

  private Comparator<@Nullable Object[]> order(List<Sort> sort) {
    return (a, b) -> {
      for (Sort by : sort) {
        int result = compare(value(a, by.field()), value(b, by.field()), by.descending());
        if (result != 0) {
          return result;
        }
      }
      return 0;
    };
  }

  private boolean isAfter(@Nullable Object[] record, Selection.Position position, List<Sort> sort) {
    for (int i = 0; i < sort.size(); i++) {
      Sort by = sort.get(i);
      Object last = position.values().get(i);
      int result = compare(value(record, by.field()), last, by.descending());
      if (result != 0) {
        return result > 0;
      }
    }
    return false;
  }

  /** Nulls come last either way. */
  private static int compare(@Nullable Object a, @Nullable Object b, boolean descending) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    return descending ? FieldType.compare(b, a) : FieldType.compare(a, b);
  }
}
