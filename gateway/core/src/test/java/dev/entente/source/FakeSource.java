package dev.entente.source;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Sort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows in memory, read as the port promises, with a hook while they are read. */
public final class FakeSource implements Source {
  private final List<Map<FieldName, Object>> rows = new CopyOnWriteArrayList<>();
  private final List<Selection> selections = new CopyOnWriteArrayList<>();
  private final List<FieldName> key;
  private volatile Runnable reading = () -> {};
  private volatile Predicate<Filter> applying = _ -> true;
  private volatile boolean deaf;

  public FakeSource(List<FieldName> key) {
    this.key = List.copyOf(key);
  }

  /** Adds a record; a field that it does not name is null. */
  public void add(Map<FieldName, Object> row) {
    rows.add(Map.copyOf(row));
  }

  /** What there is, in the order in which it was added. */
  public List<Map<FieldName, Object>> records() {
    return List.copyOf(rows);
  }

  public void clear() {
    rows.clear();
  }

  /** Runs each time before rows are read; may block or throw. */
  public void whileReading(Runnable hook) {
    reading = hook;
  }

  /** Which conditions it says that it applies; all where nothing else is said. */
  public void applying(Predicate<Filter> which) {
    applying = which;
  }

  /** From here on it gives records whatever the filter. */
  public void ignoringFilters() {
    deaf = true;
  }

  /** What was asked of it, oldest first. */
  public List<Selection> selections() {
    return selections;
  }

  @Override
  public Page read(Selection selection) {
    selections.add(selection);
    reading.run();
    List<Sort> order = new ArrayList<>(selection.sort());
    key.forEach(name -> order.add(new Sort(name, false)));
    List<Map<FieldName, Object>> found =
        rows.stream()
            .filter(
                row -> deaf || selection.filter().map(filter -> holds(filter, row)).orElse(true))
            .filter(row -> follows(row, selection, order))
            .sorted(
                (one, other) ->
                    compare(order, i -> value(one, order, i), i -> value(other, order, i)))
            .toList();
    return new Page(
        found.stream().limit(selection.limit()).map(row -> row(row, selection.fields())).toList(),
        found.size() > selection.limit());
  }

  @Override
  public boolean applies(Filter condition) {
    return applying.test(condition);
  }

  @Override
  public void close() {}

  private static Row row(Map<FieldName, Object> row, List<FieldName> fields) {
    return new Row(fields.stream().map(row::get).toArray());
  }

  private static boolean follows(
      Map<FieldName, Object> row, Selection selection, List<Sort> order) {
    return selection
        .after()
        .map(after -> compare(order, i -> value(row, order, i), after.values()::get) > 0)
        .orElse(true);
  }

  private static @Nullable Object value(Map<FieldName, Object> row, List<Sort> order, int i) {
    return row.get(order.get(i).field());
  }

  /** Nulls last either way. */
  private static int compare(
      List<Sort> order,
      Function<Integer, @Nullable Object> one,
      Function<Integer, @Nullable Object> other) {
    for (int i = 0; i < order.size(); i++) {
      Object left = one.apply(i);
      Object right = other.apply(i);
      int compared =
          left == null || right == null
              ? Boolean.compare(left == null, right == null)
              : (order.get(i).descending() ? -1 : 1) * compare(left, right);
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }

  private static boolean holds(Filter filter, Map<FieldName, Object> row) {
    return switch (filter) {
      case Filter.All(List<Filter> of) -> of.stream().allMatch(part -> holds(part, row));
      case Filter.Any(List<Filter> of) -> of.stream().anyMatch(part -> holds(part, row));
      case Comparison comparison -> holds(comparison, row.get(comparison.field()));
    };
  }

  private static boolean holds(Comparison comparison, @Nullable Object value) {
    if (value == null) {
      return false;
    }
    int compared = compare(value, comparison.values().getFirst());
    return switch (comparison.operator()) {
      case EQUAL -> compared == 0;
      case NOT_EQUAL -> compared != 0;
      case LESS -> compared < 0;
      case LESS_OR_EQUAL -> compared <= 0;
      case GREATER -> compared > 0;
      case GREATER_OR_EQUAL -> compared >= 0;
      case IN -> comparison.values().contains(value);
      case NOT_IN -> !comparison.values().contains(value);
    };
  }

  /** Strings by code point, others as they compare themselves. */
  @SuppressWarnings("unchecked")
  private static int compare(Object one, Object other) {
    return one instanceof String text
        ? Arrays.compare(text.codePoints().toArray(), ((String) other).codePoints().toArray())
        : ((Comparable<Object>) one).compareTo(other);
  }
}
