package dev.entente.reciprocity;

import dev.entente.catalog.FieldName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one agreement has seen of one dataset: for each cell, each form in which it was released and
 * the hash of what was released last in that form. P, the highest T ever paid, follows from the
 * forms. Not thread-safe: one writer owns it.
 */
public final class Seen {
  private static final long[] NOTHING = {};

  private final Map<FieldName, Integer> fields = new HashMap<>();
  private final Map<RecordKey, long[]> records = new HashMap<>();

  /** How many records something is remembered of. */
  public int size() {
    return records.size();
  }

  /**
   * The numbers under which these fields are remembered, given out at first sight.
   *
   * @throws IllegalStateException when more than 4096 fields were ever seen
   */
  int[] numbers(List<FieldName> names) {
    int[] numbers = new int[names.size()];
    for (int i = 0; i < numbers.length; i++) {
      int next = fields.size();
      numbers[i] = fields.computeIfAbsent(names.get(i), _ -> next);
    }
    if (fields.size() > Cell.MOST_FIELDS) {
      throw new IllegalStateException("more than " + Cell.MOST_FIELDS + " fields were seen");
    }
    return numbers;
  }

  long[] cells(RecordKey key) {
    long @Nullable [] cells = records.get(key);
    return cells == null ? NOTHING : cells;
  }

  /** Remembers these cells, each in place of one of the same field and form. */
  void remember(RecordKey key, long[] released) {
    long[] cells = cells(key);
    int size = cells.length;
    long[] merged = Arrays.copyOf(cells, size + released.length);
    for (long cell : released) {
      int at = 0;
      while (at < size && (merged[at] & ~Cell.HASH_MASK) != (cell & ~Cell.HASH_MASK)) {
        at++;
      }
      merged[at] = cell;
      size = Math.max(size, at + 1);
    }
    records.put(key, size == merged.length ? merged : Arrays.copyOf(merged, size));
  }

  /** Puts back what {@link #cells} said before. */
  void restore(RecordKey key, long[] before) {
    if (before.length == 0) {
      records.remove(key);
    } else {
      records.put(key, before);
    }
  }
}
