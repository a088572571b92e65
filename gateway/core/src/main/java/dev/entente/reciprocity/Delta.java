package dev.entente.reciprocity;

import dev.entente.catalog.FieldName;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What the memory of cells gained by one entry. As bytes: for each record its key (16 bytes), how
 * many cells (4 bytes), and the cells (8 bytes each), whose field is its place among the entry's
 * own fields; so a delta is understood from its entry alone.
 */
public final class Delta {
  private static final int HEAD = 20;

  private ByteBuffer bytes = ByteBuffer.allocate(256);

  void add(RecordKey key, long[] cells, int[] numbers) {
    room(HEAD + Long.BYTES * cells.length);
    bytes.putLong(key.high()).putLong(key.low()).putInt(cells.length);
    for (long cell : cells) {
      bytes.putLong(Cell.of(placeOf(Cell.field(cell), numbers), cell));
    }
  }

  private void room(int more) {
    if (bytes.remaining() < more) {
      int capacity = Math.max(2 * bytes.capacity(), bytes.position() + more);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
  }

  public byte[] bytes() {
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * Folds a stored delta back into the memory.
   *
   * @param fields the entry's fields, in its order
   * @throws IllegalArgumentException if these are not a delta's bytes
   */
  public static void fold(byte[] delta, List<FieldName> fields, Seen seen) {
    int[] numbers = seen.numbers(fields);
    read(
        delta,
        numbers.length,
        (key, cells) -> {
          for (int i = 0; i < cells.length; i++) {
            cells[i] = Cell.of(numbers[Cell.field(cells[i])], cells[i]);
          }
          seen.remember(key, cells);
        });
  }

  /**
   * Reads a stored delta, record by record. The field of a cell is its place among the entry's own.
   *
   * @param fields how many the entry has
   * @throws IllegalArgumentException if these are not a delta's bytes
   */
  static void read(byte[] delta, int fields, BiConsumer<RecordKey, long[]> each) {
    ByteBuffer bytes = ByteBuffer.wrap(delta);
    while (bytes.hasRemaining()) {
      if (bytes.remaining() < HEAD) {
        throw new IllegalArgumentException("the memory of cells ends in the middle of a record");
      }
      var key = new RecordKey(bytes.getLong(), bytes.getLong());
      int count = bytes.getInt();
      if (count < 1 || count > bytes.remaining() / Long.BYTES) {
        throw new IllegalArgumentException("the memory of cells names " + count + " cells");
      }
      long[] cells = new long[count];
      for (int i = 0; i < count; i++) {
        cells[i] = bytes.getLong();
        if (Cell.field(cells[i]) >= fields) {
          throw new IllegalArgumentException("the memory of cells names a field of no entry");
        }
      }
      each.accept(key, cells);
    }
  }

  private static int placeOf(int number, int[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    throw new IllegalStateException("a cell of a field that is not priced");
  }
}
