package dev.entente.server.forms;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.entente.catalog.FieldType;
import dev.entente.json.CellJson;
import dev.entente.json.Utf8;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a batch, laid out as Arrow wants it: which values there are, a bit each, and the
 * values; of texts where each ends before their bytes.
 *
 * @param nulls how many values there are not
 */
record ArrowColumn(int nulls, List<byte[]> buffers) {
  private static final int LIKELY_TEXT = 16;

  static ArrowColumn of(FieldType type, List<@Nullable Object[]> rows, int column) {
    byte[] present = new byte[bitmap(rows.size())];
    int nulls = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i)[column] == null) {
        nulls++;
      } else {
        set(present, i);
      }
    }
    byte[] validity = nulls == 0 ? new byte[0] : present;
    return switch (type) {
      case STRING, DECIMAL -> texts(nulls, validity, rows, column);
      case BOOLEAN -> new ArrowColumn(nulls, List.of(validity, booleans(rows, column)));
      case INTEGER, NUMBER, DATE, TIMESTAMP ->
          new ArrowColumn(nulls, List.of(validity, numbers(type, rows, column)));
    };
  }

  private static byte[] numbers(FieldType type, List<@Nullable Object[]> rows, int column) {
    int width = type == FieldType.DATE ? Integer.BYTES : Long.BYTES;
    byte[] bytes = new byte[rows.size() * width];
    ByteBuffer values = ArrowMessages.little(bytes);
    for (int i = 0; i < rows.size(); i++) {
      Object value = rows.get(i)[column];
      if (value != null) {
        put(value, i * width, values);
      }
    }
    return bytes;
  }

  private static void put(Object value, int at, ByteBuffer values) {
    switch (value) {
      case Long integer -> values.putLong(at, integer);
      case Double number -> values.putDouble(at, number);
      case LocalDate date -> values.putInt(at, Math.toIntExact(date.toEpochDay()));
      case Instant instant -> values.putLong(at, MICROS.between(Instant.EPOCH, floor(instant)));
      default -> throw new IllegalArgumentException("no number: a " + value.getClass());
    }
  }

  /** What is finer than a microsecond is cut off, before 1970 too. */
  private static Instant floor(Instant instant) {
    return instant.truncatedTo(MICROS);
  }

  private static byte[] booleans(List<@Nullable Object[]> rows, int column) {
    byte[] values = new byte[bitmap(rows.size())];
    for (int i = 0; i < rows.size(); i++) {
      if (Boolean.TRUE.equals(rows.get(i)[column])) {
        set(values, i);
      }
    }
    return values;
  }

  private static ArrowColumn texts(
      int nulls, byte[] validity, List<@Nullable Object[]> rows, int column) {
    byte[] bytes = new byte[(rows.size() + 1) * Integer.BYTES];
    ByteBuffer ends = ArrowMessages.little(bytes);
    var texts = new Utf8(LIKELY_TEXT * (rows.size() + 1));
    ends.putInt(0);
    for (@Nullable Object[] row : rows) {
      Object value = row[column];
      if (value != null) {
        texts.put(CellJson.plainText(value));
      }
      ends.putInt(texts.size());
    }
    return new ArrowColumn(nulls, List.of(validity, bytes, texts.toBytes()));
  }

  private static int bitmap(int bits) {
    return (bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  private static void set(byte[] bits, int bit) {
    bits[bit / Byte.SIZE] |= (byte) (1 << (bit % Byte.SIZE));
  }
}
