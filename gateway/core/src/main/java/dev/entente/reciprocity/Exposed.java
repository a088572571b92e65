package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one side has seen of a dataset: of each record which fields, in which forms, since when, and
 * what that cost. Folded from what the memory of cells gained by each entry, 24 bytes for a cell.
 * Not thread-safe.
 */
public final class Exposed {
  private static final int WORDS = 3;
  private static final int FIELD_SHIFT = 52;
  private static final int FORM_SHIFT = 48;
  private static final long VALUE_MASK = (1L << FORM_SHIFT) - 1;

  private final Map<FieldName, Integer> numbers = new HashMap<>();
  private final List<Priced> fields = new ArrayList<>();

  /** For each cell: its field, forms and value in one word; when first and last seen, in millis. */
  private final Map<RecordKey, long[]> records = new HashMap<>();

  /**
   * A field of one record.
   *
   * @param category as it was when the field was last released
   * @param forms in which it was released; not empty
   * @param first when it was first released
   * @param last when what was released of it was last news; the same once more is not remembered
   * @param value what it cost in all
   */
  public record Known(
      FieldName field,
      Category category,
      Set<Form> forms,
      Instant first,
      Instant last,
      Amount value) {
    public Known {
      forms = Collections.unmodifiableSet(EnumSet.copyOf(forms));
    }

    /** The form that tells the most. */
    public Form strongest() {
      return Collections.max(forms);
    }
  }

  /**
   * Takes in what a release added.
   *
   * @param delta the bytes of a {@link Delta}
   * @param touched the entry's fields, in its order
   * @param wanted which records to keep
   * @return what those records cost
   * @throws IllegalArgumentException if these are not a delta's bytes
   */
  public Amount add(byte[] delta, List<Priced> touched, Instant time, Predicate<RecordKey> wanted) {
    int[] own = touched.stream().mapToInt(this::number).toArray();
    long[] cost = {0};
    Delta.read(
        delta,
        own.length,
        (key, cells) -> {
          if (wanted.test(key)) {
            for (long cell : cells) {
              int place = Cell.field(cell);
              Form form = Cell.form(cell);
              cost[0] += released(key, own[place], touched.get(place), form, time.toEpochMilli());
            }
          }
        });
    return new Amount(cost[0]);
  }

  private int number(Priced field) {
    int next = fields.size();
    int number = numbers.computeIfAbsent(field.field(), _ -> next);
    if (number == next) {
      fields.add(field);
    } else {
      fields.set(number, field);
    }
    return number;
  }

  private long released(RecordKey key, int field, Priced priced, Form form, long time) {
    long[] cells = records.getOrDefault(key, new long[0]);
    int at = find(cells, field);
    int before = at == cells.length ? 0 : forms(cells[at]);
    long price =
        Change.of(paid(before), (before & bit(form)) != 0, form).price(priced).thousandths();
    records.put(key, merged(cells, at, cell(field, bit(form), price), time, time));
    return price;
  }

  /** The cells with one more, or with more in the one at that place. */
  private static long[] merged(long[] cells, int at, long cell, long first, long last) {
    if (at == cells.length) {
      long[] more = Arrays.copyOf(cells, at + WORDS);
      more[at] = cell;
      more[at + 1] = first;
      more[at + 2] = last;
      return more;
    }
    cells[at] = (cells[at] | (cell & ~VALUE_MASK)) + (cell & VALUE_MASK);
    cells[at + 1] = Math.min(cells[at + 1], first);
    cells[at + 2] = Math.max(cells[at + 2], last);
    return cells;
  }

  /** Takes in all that another side has seen of the same dataset, as if one had seen both. */
  public void add(Exposed other) {
    int[] own = other.fields.stream().mapToInt(this::number).toArray();
    other.records.forEach(
        (key, cells) -> {
          for (int i = 0; i < cells.length; i += WORDS) {
            int field = own[field(cells[i])];
            long cell = cell(field, forms(cells[i]), cells[i] & VALUE_MASK);
            long[] mine = records.getOrDefault(key, new long[0]);
            records.put(key, merged(mine, find(mine, field), cell, cells[i + 1], cells[i + 2]));
          }
        });
  }

  /** The records of which something was seen. */
  public Set<RecordKey> records() {
    return Collections.unmodifiableSet(records.keySet());
  }

  /** What was seen of a record, in the order in which the fields were first released. */
  public List<Known> of(RecordKey key) {
    long @Nullable [] cells = records.get(key);
    List<Known> known = new ArrayList<>();
    for (int i = 0; cells != null && i < cells.length; i += WORDS) {
      Priced field = fields.get(field(cells[i]));
      known.add(
          new Known(
              field.field(),
              field.category(),
              formsOf(forms(cells[i])),
              Instant.ofEpochMilli(cells[i + 1]),
              Instant.ofEpochMilli(cells[i + 2]),
              new Amount(cells[i] & VALUE_MASK)));
    }
    return known;
  }

  private static int find(long[] cells, int field) {
    int at = 0;
    while (at < cells.length && field(cells[at]) != field) {
      at += WORDS;
    }
    return at;
  }

  private static long cell(int field, int forms, long value) {
    return ((long) field << FIELD_SHIFT) | ((long) forms << FORM_SHIFT) | value;
  }

  private static int field(long cell) {
    return (int) (cell >>> FIELD_SHIFT);
  }

  private static int forms(long cell) {
    return (int) (cell >>> FORM_SHIFT) & 15;
  }

  private static int bit(Form form) {
    return 1 << form.code();
  }

  private static int paid(int forms) {
    return formsOf(forms).stream().mapToInt(Form::weight).max().orElse(0);
  }

  private static Set<Form> formsOf(int bits) {
    var forms = EnumSet.noneOf(Form.class);
    for (Form form : Form.OF_RECORDS) {
      if ((bits & bit(form)) != 0) {
        forms.add(form);
      }
    }
    return forms;
  }
}
