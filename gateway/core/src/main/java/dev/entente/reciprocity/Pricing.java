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
  private final PriceList prices;
  private final int[] numbers;
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
  public Pricing(Room room, Seen seen, PriceList prices) {
    this.seen = seen;
    this.prices = prices;
    this.numbers = seen.numbers(prices.names);
    this.counts = new long[prices.fields.size()][Change.ALL.length];
    this.room = new long[prices.categories.size()];
    for (int i = 0; i < this.room.length; i++) {
      this.room[i] = room.of(prices.categories.get(i)).thousandths();
    }
    this.totalRoom = room.total().thousandths();
    this.spent = new long[this.room.length];
    this.changes = new int[prices.fields.size()];
  }

  /** Takes the longest prefix of these records that fits; gives how many these are. */
  public int take(List<Cells> records) {
    seen.approach(records);
    int taken = 0;
    for (Cells record : records) {
      if (!take(record.key(), record.hashes())) {
        break;
      }
      taken++;
    }
    return taken;
  }

  /**
   * Takes one more record, if it fits.
   *
   * @param hashes the hash of what would be released of each field, 0 where it is null
   * @return false if no credit is left for it; nothing was taken then
   */
  boolean take(RecordKey key, long[] hashes) {
    long[] before = seen.cells(key);
    long[] fresh = new long[hashes.length];
    int freshCells = 0;
    long[] cost = new long[spent.length];
    for (int i = 0; i < hashes.length; i++) {
      changes[i] = NULL;
      if (hashes[i] != Cell.NONE) {
        long cell = Cell.pack(numbers[i], prices.fields.get(i).form(), hashes[i]);
        // Most are asked for as they were before.
        Change change =
            i < before.length && before[i] == cell ? Change.REPEATED : Change.of(before, cell);
        changes[i] = change.place;
        cost[prices.category(i)] += prices.price(i, change);
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
      cost.put(prices.categories.get(i), new Amount(spent[i]));
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
