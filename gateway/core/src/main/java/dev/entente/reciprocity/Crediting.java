package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Credits one contribution record by record against what the partner shared before.
 *
 * <p>A cell earns S the first time, 0.2 · S when it changed, once in a round, and else nothing; all
 * times the agreement's rate, rounded down over the whole contribution. What we had told earns
 * nothing, and beyond the expected volume no record does.
 *
 * <p>A record is remembered at once, so crediting goes with appending: both happen, or {@link
 * #undo} takes back what was remembered. Not thread-safe.
 */
public final class Crediting {
  private static final int FIRST = 0;
  private static final int CHANGED = 1;
  private static final int REPEATED = 2;
  private static final int ECHOED = 3;
  private static final int NULL = -1;

  /** What became of a record, and what it earned. */
  public record Credited(Fate fate, Amount credit) {
    /** A record that came to nothing. */
    public static Credited nothing(Fate fate) {
      return new Credited(fate, Amount.ZERO);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Before(RecordKey key, long[] cells) {}

  private final Seen contributed;
  private final Function<DatasetId, Seen> told;
  private final List<Earning> fields;
  private final BigDecimal rate;
  private final int round;
  private final int[] numbers;
  private final List<Category> categories;
  private final int[] categoryOf;
  private final long[][] counts;
  private final long[] earned;
  private final int[] changes;
  private final Delta delta = new Delta();
  private final List<Before> replaced = new ArrayList<>();
  private long room;
  private long taken;

  /**
   * @param told what the partner has seen of a dataset of ours
   * @param round the number of the round under way
   * @param room how many more records may earn in it
   */
  public Crediting(
      Seen contributed,
      Function<DatasetId, Seen> told,
      List<Earning> fields,
      BigDecimal rate,
      int round,
      long room) {
    this.contributed = contributed;
    this.told = told;
    this.fields = fields;
    this.rate = rate;
    this.round = round;
    this.room = room;
    this.numbers = contributed.numbers(fields.stream().map(Earning::field).toList());
    this.categories = fields.stream().map(Earning::category).distinct().toList();
    this.categoryOf =
        fields.stream().mapToInt(field -> categories.indexOf(field.category())).toArray();
    this.counts = new long[fields.size()][ECHOED + 1];
    this.earned = new long[categories.size()];
    this.changes = new int[fields.size()];
  }

  /** Takes one more record. */
  public Credited take(Shared record) {
    long[] before = contributed.cells(record.key());
    long[] fresh = new long[record.hashes().length];
    int freshCells = 0;
    for (int i = 0; i < changes.length; i++) {
      long old = find(before, numbers[i]);
      changes[i] = change(record, i, old);
      if (changes[i] == FIRST) {
        fresh[freshCells++] = Cell.contributed(numbers[i], 0, record.hashes()[i]);
      } else if (changes[i] == CHANGED) {
        fresh[freshCells++] = Cell.contributed(numbers[i], round, record.hashes()[i]);
      } else if (changes[i] == REPEATED && !Cell.holds(old, record.hashes()[i])) {
        fresh[freshCells++] = Cell.changed(old, record.hashes()[i]);
      }
    }
    long[] earns = earns();
    boolean pays = Arrays.stream(earns).anyMatch(thousandths -> thousandths > 0);
    if (pays && room == 0) {
      return Credited.nothing(Fate.BEYOND_EXPECTED);
    }
    remember(record.key(), before, Arrays.copyOf(fresh, freshCells));
    for (int i = 0; i < changes.length; i++) {
      if (changes[i] != NULL) {
        counts[i][changes[i]]++;
      }
    }
    return pays ? accepted(earns) : Credited.nothing(unpaid(freshCells));
  }

  private int change(Shared record, int place, long old) {
    long hash = record.hashes()[place];
    if (hash == Cell.NONE) {
      return NULL;
    }
    if (record.echoes().stream().anyMatch(echo -> echo.place() == place && isEcho(echo))) {
      return ECHOED;
    }
    if (old == Cell.NONE) {
      return FIRST;
    }
    return Cell.holds(old, hash) || Cell.earnedIn(old, round) ? REPEATED : CHANGED;
  }

  private boolean isEcho(Shared.Echo echo) {
    return told.apply(echo.dataset()).hasTold(echo.key(), echo.field(), echo.forms());
  }

  private static long find(long[] cells, int field) {
    for (long cell : cells) {
      if (Cell.field(cell) == field) {
        return cell;
      }
    }
    return Cell.NONE;
  }

  /** What the record's cells earn by category, before the rate. */
  private long[] earns() {
    long[] earns = new long[earned.length];
    for (int i = 0; i < changes.length; i++) {
      earns[categoryOf[i]] +=
          switch (changes[i]) {
            case FIRST -> 1000L * fields.get(i).value();
            case CHANGED -> 200L * fields.get(i).value();
            default -> 0;
          };
    }
    return earns;
  }

  private Credited accepted(long[] earns) {
    room--;
    taken++;
    long credit = 0;
    for (int i = 0; i < earns.length; i++) {
      long before = rated(earned[i], rate).thousandths();
      earned[i] += earns[i];
      credit += rated(earned[i], rate).thousandths() - before;
    }
    return new Credited(Fate.ACCEPTED, new Amount(credit));
  }

  private Fate unpaid(int freshCells) {
    if (Arrays.stream(changes).anyMatch(change -> change == ECHOED)) {
      return Fate.ECHO;
    }
    return freshCells > 0 ? Fate.ACCEPTED : Fate.DUPLICATE;
  }

  private void remember(RecordKey key, long[] before, long[] fresh) {
    if (fresh.length > 0) {
      replaced.add(new Before(key, before));
      contributed.remember(key, fresh);
      delta.add(key, fresh, numbers);
    }
  }

  /** How many records earned something. */
  public long taken() {
    return taken;
  }

  /** How the cells taken so far were counted, in the order of the fields. */
  public List<Intake> intakes() {
    return Arrays.stream(counts)
        .map(it -> new Intake(it[FIRST], it[CHANGED], it[REPEATED], it[ECHOED]))
        .toList();
  }

  /** What cells counted so earn at that rate, by category. */
  public static SequencedMap<Category, Amount> earned(
      Map<Earning, Intake> fields, BigDecimal rate) {
    var sums = new LinkedHashMap<Category, Long>();
    fields.forEach(
        (field, intake) -> sums.merge(field.category(), field.earned(intake), Long::sum));
    var earned = new LinkedHashMap<Category, Amount>();
    sums.forEach((category, thousandths) -> earned.put(category, rated(thousandths, rate)));
    return earned;
  }

  private static Amount rated(long thousandths, BigDecimal rate) {
    return new Amount(
        rate.multiply(BigDecimal.valueOf(thousandths))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact());
  }

  /** Takes back everything that was remembered. Nothing more may be taken after it. */
  public void undo() {
    replaced.reversed().forEach(old -> contributed.restore(old.key, old.cells));
    replaced.clear();
  }

  /** What the memory gained, to be stored with the entry. */
  public Delta delta() {
    return delta;
  }
}
