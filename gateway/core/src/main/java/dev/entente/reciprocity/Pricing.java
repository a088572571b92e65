package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prices one answer record by record against what the agreement has seen, as far as credit goes.
 *
 * <p>For one cell: {@code v = S · (max(0, T − P) + 0.2 · min(T, P) if it changed)}, where changed
 * means that what is released differs from what was last released in the same form. A null cell
 * costs nothing and counts as not seen. What costs nothing always fits.
 *
 * <p>A record that fits is remembered at once, so pricing goes with appending: both happen, or
 * {@link #undo} takes back what was remembered, the newest pricing first. Not thread-safe.
 */
public final class Pricing {
  /** What was remembered of a record before. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Before(RecordKey key, long[] cells) {}

  private static final int NULL = -1;

  private final Seen seen;
  private final List<Priced> fields;
  private final int[] numbers;
  private final List<Category> categories;
  private final int[] categoryOf;
  private final long[][] prices;
  private final long[][] counts;
  private final long[] room;
  private final long totalRoom;
  private final long[] spent;
  private final int[] changes;
  private final Delta delta = new Delta();
  private final List<Before> replaced = new ArrayList<>();
  private long totalSpent;

  /**
   * @param room what is left by category and in all
   */
  public Pricing(Room room, Seen seen, List<Priced> fields) {
    this.seen = seen;
    this.fields = fields;
    this.numbers = seen.numbers(fields.stream().map(Priced::field).toList());
    this.categories = fields.stream().map(Priced::category).distinct().toList();
    this.categoryOf =
        fields.stream().mapToInt(field -> categories.indexOf(field.category())).toArray();
    this.prices = fields.stream().map(Pricing::prices).toArray(long[][]::new);
    this.counts = new long[fields.size()][Change.ALL.length];
    this.room =
        categories.stream().mapToLong(category -> room.of(category).thousandths()).toArray();
    this.totalRoom = room.total().thousandths();
    this.spent = new long[categories.size()];
    this.changes = new int[fields.size()];
  }

  private static long[] prices(Priced field) {
    return Arrays.stream(Change.ALL).mapToLong(c -> c.price(field).thousandths()).toArray();
  }

  /**
   * Takes one more record, if it fits.
   *
   * @param hashes the hash of what would be released of each field, 0 where it is null
   * @return false if no credit is left for it; nothing was taken then
   */
  public boolean take(RecordKey key, long[] hashes) {
    long[] before = seen.cells(key);
    long[] fresh = new long[hashes.length];
    int freshCells = 0;
    long[] cost = new long[spent.length];
    for (int i = 0; i < hashes.length; i++) {
      changes[i] = NULL;
      if (hashes[i] != Cell.NONE) {
        long cell = Cell.pack(numbers[i], fields.get(i).form(), hashes[i]);
        Change change = Change.of(before, cell);
        changes[i] = change.place;
        cost[categoryOf[i]] += prices[i][change.place];
        if (change != Change.REPEATED) {
          fresh[freshCells++] = cell;
        }
      }
    }
    if (!fits(cost)) {
      return false;
    }
    count(cost);
    if (freshCells > 0) {
      long[] remembered = Arrays.copyOf(fresh, freshCells);
      replaced.add(new Before(key, before));
      seen.remember(key, remembered);
      delta.add(key, remembered, numbers);
    }
    return true;
  }

  private boolean fits(long[] cost) {
    long total = 0;
    for (int i = 0; i < cost.length; i++) {
      if (cost[i] > 0 && spent[i] + cost[i] > room[i]) {
        return false;
      }
      total += cost[i];
    }
    return total == 0 || totalSpent + total <= totalRoom;
  }

  private void count(long[] cost) {
    for (int i = 0; i < cost.length; i++) {
      spent[i] += cost[i];
      totalSpent += cost[i];
    }
    for (int i = 0; i < changes.length; i++) {
      if (changes[i] != NULL) {
        counts[i][changes[i]]++;
      }
    }
  }

  /** What the records taken so far cost, by category. */
  public Map<Category, Amount> cost() {
    var cost = new LinkedHashMap<Category, Amount>();
    for (int i = 0; i < spent.length; i++) {
      cost.put(categories.get(i), new Amount(spent[i]));
    }
    return cost;
  }

  /** How the cells taken so far were counted, in the order of the fields. */
  public List<Tally> tallies() {
    List<Tally> tallies = new ArrayList<>(counts.length);
    for (long[] count : counts) {
      tallies.add(
          new Tally(
              count[Change.FIRST.place],
              count[Change.UPGRADED_FROM_300.place],
              count[Change.UPGRADED_FROM_500.place],
              count[Change.CHANGED.place],
              count[Change.REPEATED.place] + count[Change.REPEATED_IN_ANOTHER_FORM.place]));
    }
    return tallies;
  }

  /** Takes back everything that was remembered. Nothing more may be taken after it. */
  public void undo() {
    replaced.reversed().forEach(old -> seen.restore(old.key, old.cells));
    replaced.clear();
  }

  /** What the memory gained, to be stored with the entry. */
  public Delta delta() {
    return delta;
  }
}
