package dev.entente.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 that is being written, in one array that grows. Not thread-safe. */
public final class Utf8 {
  private byte[] bytes;
  private int size;

  /**
   * @param capacity how many bytes are likely
   */
  public Utf8(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** The bytes themselves, up to {@link #size}; the next write may move them elsewhere. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Begins anew. */
  public void clear() {
    size = 0;
  }

  /** Writes one character of ASCII. */
  public void put(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
  }

  /** Writes bytes that are UTF-8 already. */
  public void put(byte[] utf8) {
    put(utf8, 0, utf8.length);
  }

  /** Writes some of these bytes. */
  public void put(byte[] utf8, int from, int to) {
    room(to - from);
    System.arraycopy(utf8, from, bytes, size, to - from);
    size += to - from;
  }

  /** Writes a text. */
  public void put(String text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        put(text.substring(i).getBytes(StandardCharsets.UTF_8));
        return;
      }
      bytes[size++] = (byte) c;
    }
  }

  /** Writes a text that is known to be ASCII, all of it at once. */
  @SuppressWarnings("deprecation") // is wrong for other characters only
  public void putAscii(String text) {
    int length = text.length();
    room(length);
    text.getBytes(0, length, bytes, size);
    size += length;
  }

  /** Writes a whole number in decimal. */
  public void put(long number) {
    if (number < 0 || number > Integer.MAX_VALUE) {
      put(Long.toString(number));
      return;
    }
    int digits = 1;
    for (long more = number; more >= 10; more /= 10) {
      digits++;
    }
    room(digits);
    size += digits;
    int at = size;
    int rest = (int) number;
    do {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
