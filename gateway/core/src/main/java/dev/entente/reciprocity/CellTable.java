package dev.entente.reciprocity;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cells of each record. There are millions, for as long as an alliance lasts, so a record is
 * one object, its cells, and the keys lie side by side in one array. A map of objects takes three
 * for each record, which the collector follows whenever it marks the heap.
 *
 * <p>Keys are hashes already. Not thread-safe.
 */
final class CellTable {
  private static final int LEAST = 16;

  /** High and low of the key of each place that is taken. */
  private long[] keys = new long[2 * LEAST];

  private long[] @Nullable [] cells = new long[LEAST][];
  private int size;

  @SuppressWarnings("UnusedVariable") // written, so that what was read is not read in vain
  private long approached;

  int size() {
    return size;
  }

  /** The record's cells, or null if there are none. */
  long @Nullable [] get(RecordKey key) {
    return cells[place(key.high(), key.low())];
  }

  /**
   * Brings what is kept of these records near. To price one takes as long as the memory takes to
   * answer; asked for all of them together, it answers many at a time.
   */
  void approach(List<Cells> records) {
    long sum = 0;
    for (Cells record : records) {
      int home = home(record.key().low());
      long[] kept = cells[home];
      sum += keys[2 * home] + (kept == null ? 0 : kept.length);
    }
    approached = sum;
  }

  /** Puts cells in place of those that the record had. */
  void put(RecordKey key, long[] now) {
    int place = place(key.high(), key.low());
    if (cells[place] == null) {
      size++;
    }
    set(place, key.high(), key.low(), now);
    if (3L * size > 2L * cells.length) {
      grow();
    }
  }

  private void set(int place, long high, long low, long @Nullable [] now) {
    keys[2 * place] = high;
    keys[2 * place + 1] = low;
    cells[place] = now;
  }

  /** Where the key stands, or the free place where it would. */
  private int place(long high, long low) {
    int place = home(low);
    while (cells[place] != null && (keys[2 * place + 1] != low || keys[2 * place] != high)) {
      place = next(place);
    }
    return place;
  }

  private int home(long low) {
    return (int) low & (cells.length - 1);
  }

  private int next(int place) {
    return (place + 1) & (cells.length - 1);
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] @Nullable [] oldCells = cells;
    keys = new long[2 * oldKeys.length];
    cells = new long[2 * oldCells.length][];
    for (int i = 0; i < oldCells.length; i++) {
      if (oldCells[i] != null) {
        long low = oldKeys[2 * i + 1];
        set(place(oldKeys[2 * i], low), oldKeys[2 * i], low, oldCells[i]);
      }
    }
  }

  /** Forgets a record, and closes the gap that it leaves. */
  void remove(RecordKey key) {
    int gap = place(key.high(), key.low());
    if (cells[gap] == null) {
      return;
    }
    size--;
    for (int i = next(gap); cells[i] != null; i = next(i)) {
      int away = (i - home(keys[2 * i + 1])) & (cells.length - 1);
      if (away >= ((i - gap) & (cells.length - 1))) {
        set(gap, keys[2 * i], keys[2 * i + 1], cells[i]);
        gap = i;
      }
    }
    cells[gap] = null;
  }

  void forEach(Consumer<long[]> each) {
    for (long[] record : cells) {
      if (record != null) {
        each.accept(record);
      }
    }
  }
}
