package dev.entente.server.client;

import dev.entente.json.Malformed;
import dev.entente.json.Utf8;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Cuts records that came as NDJSON into names and values, one line at a time and without reading
 * the values: they are the cells that a receipt's hash is made of. Not thread-safe.
 */
final class RecordLine {
  private final byte[] bytes;
  private int at;
  private int count;
  // Of each member: where its name begins in its quotes, where it ends, where its value ends.
  private int[] places = new int[48];
  private byte[][] names = new byte[0][];
  private int[] sorted = new int[0];

  RecordLine(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Moves to the next line; false at the end.
   *
   * @throws Malformed if it is no flat object
   */
  boolean next() {
    if (at == bytes.length) {
      return false;
    }
    count = 0;
    expect('{');
    if (peek() == '}') {
      at++;
    } else {
      do {
        member();
      } while (bytes[at++] == ',');
      if (bytes[at - 1] != '}') {
        throw odd();
      }
    }
    expect('\n');
    if (!isAsBefore()) {
      order();
    }
    return true;
  }

  /** Writes the line's canonical JSON (RFC 8785), if its cells are that of theirs. */
  void canonical(Utf8 out) {
    out.put('{');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        out.put(',');
      }
      int member = 3 * sorted[i];
      out.put(bytes, places[member] - 1, places[member + 2]);
    }
    out.put('}');
  }

  private void member() {
    if (3 * count + 3 > places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
    }
    expect('"');
    places[3 * count] = at;
    while (isName(peek())) {
      at++;
    }
    places[3 * count + 1] = at;
    expect('"');
    expect(':');
    value();
    places[3 * count + 2] = at;
    count++;
  }

  private static boolean isName(byte c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  private void value() {
    int begin = at;
    if (peek() != '"') {
      while (peek() != ',' && peek() != '}' && peek() > ' ' && peek() != '{' && peek() != '[') {
        at++;
      }
      if (at == begin) {
        throw odd();
      }
      return;
    }
    for (at++; peek() != '"'; at++) {
      if (peek() == '\\') {
        at++;
      }
      if (peek() >= 0 && peek() < ' ') {
        throw odd();
      }
    }
    at++;
  }

  private byte peek() {
    if (at >= bytes.length) {
      throw odd();
    }
    return bytes[at];
  }

  private void expect(char c) {
    if (peek() != c) {
      throw odd();
    }
    at++;
  }

  private static Malformed odd() {
    return new Malformed("", "a line is no record of texts, numbers, true, false and null");
  }

  /** Almost always all lines have the same members. */
  private boolean isAsBefore() {
    if (names.length != count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (!Arrays.equals(names[i], 0, names[i].length, bytes, places[3 * i], places[3 * i + 1])) {
        return false;
      }
    }
    return true;
  }

  private void order() {
    names = new byte[count][];
    for (int i = 0; i < count; i++) {
      names[i] = Arrays.copyOfRange(bytes, places[3 * i], places[3 * i + 1]);
    }
    sorted =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparing(i -> names[i], Arrays::compare))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 1; i < count; i++) {
      if (Arrays.equals(names[sorted[i - 1]], names[sorted[i]])) {
        throw new Malformed("", "a record names a field twice");
      }
    }
  }
}
