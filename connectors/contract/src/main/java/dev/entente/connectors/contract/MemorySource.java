package dev.entente.connectors.contract;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Sort;
import dev.entente.problem.Unavailable;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records in memory, read as plainly as the port can be written down. It is what other sources are
 * compared with, and a source for whoever needs one without files. Thread-safe.
 */
public final class MemorySource implements Source {
  private final Dataset dataset;
  private final List<FieldName> names;
  private final List<@Nullable Object[]> records;
  private volatile boolean closed;

  /** Takes each record's values in the order of {@link Dataset#held}. */
  public MemorySource(Dataset dataset, List<@Nullable Object[]> records) {
    this.dataset = dataset;
    this.names = List.copyOf(dataset.held().keySet());
    this.records = records.stream().filter(this::hasKey).toList();
  }

  private boolean hasKey(@Nullable Object[] record) {
    return dataset.key().stream()
        .map(field -> value(record, field))
        .allMatch(value -> !(value instanceof String text) || text.length() <= LONGEST_KEY);
  }

  @Override
  public Page read(Selection selection) {
    if (closed) {
      throw Unavailable.source("dataset `" + dataset.id() + "` is closed", null);
    }
    List<Sort> order = order(selection.sort());
    List<Row> rows =
        records.stream()
            .filter(record -> selection.filter().map(f -> matches(f, record)).orElse(true))
            .filter(record -> selection.after().map(p -> isAfter(p, record, order)).orElse(true))
            .sorted((a, b) -> compare(values(a, order), values(b, order), order))
            .limit(selection.limit() + 1L)
            .map(record -> row(record, selection.fields()))
            .toList();
    boolean more = rows.size() > selection.limit();
    return new Page(more ? rows.subList(0, selection.limit()) : rows, more);
  }

  private Row row(@Nullable Object[] record, List<FieldName> fields) {
    return new Row(fields.stream().map(field -> value(record, field)).toArray());
  }

  /** The sort, then the key ascending. */
  private List<Sort> order(List<Sort> sort) {
    return Stream.concat(sort.stream(), dataset.key().stream().map(field -> new Sort(field, false)))
        .toList();
  }

  private boolean isAfter(
      Selection.Position position, @Nullable Object[] record, List<Sort> order) {
    return compare(values(record, order), position.values(), order) > 0;
  }

  private List<@Nullable Object> values(@Nullable Object[] record, List<Sort> order) {
    List<@Nullable Object> values = new ArrayList<>();
    order.forEach(sort -> values.add(value(record, sort.field())));
    return values;
  }

  private @Nullable Object value(@Nullable Object[] record, FieldName name) {
    return record[names.indexOf(name)];
  }

  private static int compare(List<@Nullable Object> a, List<@Nullable Object> b, List<Sort> order) {
    for (int i = 0; i < order.size(); i++) {
      Object left = a.get(i);
      Object right = b.get(i);
      int result;
      if (left == null || right == null) {
        result = Boolean.compare(left == null, right == null);
      } else {
        result = order.get(i).descending() ? compare(right, left) : compare(left, right);
      }
      if (result != 0) {
        return result;
      }
    }
    return 0;
  }

  private boolean matches(Filter filter, @Nullable Object[] record) {
    return switch (filter) {
      case Filter.All(List<Filter> of) -> of.stream().allMatch(part -> matches(part, record));
      case Filter.Any(List<Filter> of) -> of.stream().anyMatch(part -> matches(part, record));
      case Filter.Comparison comparison -> matches(comparison, value(record, comparison.field()));
    };
  }

  private static boolean matches(Filter.Comparison comparison, @Nullable Object value) {
    if (value == null) {
      return false;
    }
    List<Integer> signs =
        comparison.values().stream().map(other -> Integer.signum(compare(value, other))).toList();
    return switch (comparison.operator()) {
      case EQUAL, IN -> signs.contains(0);
      case NOT_EQUAL, NOT_IN -> !signs.contains(0);
      case LESS -> signs.getFirst() < 0;
      case LESS_OR_EQUAL -> signs.getFirst() <= 0;
      case GREATER -> signs.getFirst() > 0;
      case GREATER_OR_EQUAL -> signs.getFirst() >= 0;
    };
  }

  /** Two values of one type; texts by code point. */
  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    return a instanceof String left && b instanceof String right
        ? Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray())
        : ((Comparator<Object>) (Comparator<?>) Comparator.naturalOrder()).compare(a, b);
  }

  @Override
  public boolean applies(Filter condition) {
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }
}
