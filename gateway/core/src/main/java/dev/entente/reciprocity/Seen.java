package dev.entente.reciprocity;

import dev.entente.catalog.FieldName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one side has seen of the other's cells. Of a dataset: for each cell, each form in which it
 * was released and the hash of what was released last in that form; P, the highest T ever paid,
 * follows from the forms. Of an exchange: for each cell what was contributed last. Not thread-safe:
 * one writer owns it.
 */
public final class Seen {
  private static final long[] NOTHING = {};

  private final long place;
  private final Map<FieldName, Integer> fields = new HashMap<>();
  private final CellTable records = new CellTable();

  private Seen(long place) {
    this.place = place;
  }

  /** What an agreement has seen of a dataset of ours: nothing yet. */
  public static Seen ofDataset() {
    return new Seen(Cell.RELEASE);
  }

  /** What an agreement has contributed to an exchange: nothing yet. */
  public static Seen ofExchange() {
    return new Seen(Cell.CONTRIBUTION);
  }

  /**
   * Whether a value told to us is what we had told of that field: compared only in the strongest
   * form that was released.
   *
   * @param told the hash of the value in each form in which it may have been released
   */
  boolean hasTold(RecordKey key, FieldName name, Map<Form, Long> told) {
    int field = fields.getOrDefault(name, Cell.MOST_FIELDS);
    int strongest = 0;
    boolean same = false;
    for (long cell : cells(key)) {
      int weight = Cell.form(cell).weight();
      if (Cell.field(cell) == field && weight >= strongest) {
        boolean match = told.getOrDefault(Cell.form(cell), Cell.NONE) == Cell.hash(cell);
        same = match || (same && weight == strongest);
        strongest = weight;
      }
    }
    return same;
  }

  /** Of how many records each field was released, and in which form, the strongest counting. */
  public SequencedMap<FieldName, SequencedMap<Form, Long>> released() {
    var names = new FieldName[fields.size()];
    fields.forEach((name, number) -> names[number] = name);
    var counts = new long[names.length][Form.OF_RECORDS.size()];
    records.forEach(cells -> count(cells, counts));
    var released = new LinkedHashMap<FieldName, SequencedMap<Form, Long>>();
    for (int i = 0; i < names.length; i++) {
      var forms = new LinkedHashMap<Form, Long>();
      for (Form form : Form.OF_RECORDS) {
        if (counts[i][form.code()] > 0) {
          forms.put(form, counts[i][form.code()]);
        }
      }
      released.put(names[i], forms);
    }
    return released;
  }

  private static void count(long[] cells, long[][] counts) {
    for (long cell : cells) {
      boolean strongest = true;
      for (long other : cells) {
        strongest &=
            Cell.field(other) != Cell.field(cell)
                || Cell.form(other).code() <= Cell.form(cell).code();
      }
      if (strongest) {
        counts[Cell.field(cell)][Cell.form(cell).code()]++;
      }
    }
  }

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

  /** Says that what is remembered of these records will be asked for. */
  void approach(List<Cells> of) {
    records.approach(of);
  }

  long[] cells(RecordKey key) {
    long @Nullable [] cells = records.get(key);
    return cells == null ? NOTHING : cells;
  }

  /** Remembers these cells, each in place of one of the same field and, if released, form. */
  void remember(RecordKey key, long[] released) {
    long[] cells = cells(key);
    int size = cells.length;
    long[] merged = Arrays.copyOf(cells, size + released.length);
    for (long cell : released) {
      int at = 0;
      while (at < size && (merged[at] & place) != (cell & place)) {
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
