package dev.entente.connectors.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Splits a file into rows and cells (RFC 4180), one row at a time. It works on bytes, so a cell
 * that nobody asks for is never decoded.
 *
 * <p>Lines end in LF, CRLF or CR. A quote within an unquoted cell is part of it. After a closing
 * quote that something other than a separator follows, the row is broken and ends with the line. A
 * quote that is never closed breaks the row, which then is the last: what lies within quotes is
 * never taken for rows, as it may be a hidden cell's own lines.
 */
final class CsvRows {
  private static final int LONGEST_ROW = 16 << 20;
  private static final int MOST_CELLS = 10_000;
  private static final int END = -1;

  private final InputStream in;
  private final int separator;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int filled;
  private long consumed;
  private boolean afterReturn;

  private byte[] row = new byte[1 << 12];
  private int length;
  private int[] ends = new int[64];
  private int cells;
  private boolean quoted;
  private String broken = "";
  private boolean open;
  private long line = 1;
  private long firstLine = 1;

  CsvRows(InputStream in, char separator) {
    this.in = in;
    this.separator = separator;
  }

  /** Moves to the next row that is not a blank line; false at the end. */
  boolean next() throws IOException {
    do {
      length = 0;
      cells = 0;
      quoted = false;
      broken = "";
      open = false;
      firstLine = line;
      int c = read();
      if (c == END) {
        return false;
      }
      while (cell(c) == separator) {
        c = read();
      }
    } while (cells == 1 && length == 0 && !quoted && broken.isEmpty());
    return true;
  }

  /** Takes the cell that begins with this byte; what ended it is the separator, LF or the end. */
  private int cell(int first) throws IOException {
    int c = first == '"' ? quotedCell() : first;
    while (c != separator && c != '\n' && c != END) {
      keep(c);
      c = read();
    }
    if (cells == MOST_CELLS) {
      broken = "has more than " + MOST_CELLS + " cells";
    } else {
      if (cells == ends.length) {
        ends = Arrays.copyOf(ends, cells * 2);
      }
      ends[cells++] = length;
    }
    return c;
  }

  /** Takes what is within the quotes and gives what follows the last. */
  private int quotedCell() throws IOException {
    quoted = true;
    while (true) {
      int c = readQuoted();
      if (c == END) {
        open = true;
        broken = "opens a quote that is never closed; nothing after it is read";
        return END;
      }
      if (c == '"') {
        c = read();
        if (c != '"') {
          return c == separator || c == '\n' || c == END ? c : breakOff();
        }
      }
      keep(c);
    }
  }

  private int breakOff() throws IOException {
    broken = "has text after a closing quote";
    int c = read();
    while (c != '\n' && c != END) {
      c = read();
    }
    return c;
  }

  private void keep(int c) {
    if (length == LONGEST_ROW) {
      broken = "has more than " + (LONGEST_ROW >> 20) + " MiB";
      return;
    }
    if (length == row.length) {
      row = Arrays.copyOf(row, length * 2);
    }
    row[length++] = (byte) c;
  }

  /** The next byte, each line end as LF, or the end. */
  private int read() throws IOException {
    int c = raw();
    if (c == '\n' && afterReturn) {
      c = raw();
    }
    afterReturn = c == '\r';
    if (c == '\r') {
      c = '\n';
    }
    if (c == '\n') {
      line++;
    }
    return c;
  }

  /** The next byte as it is: line ends within quotes are part of the cell. */
  private int readQuoted() throws IOException {
    int c = raw();
    if (c == '\r' || (c == '\n' && !afterReturn)) {
      line++;
    }
    afterReturn = c == '\r';
    return c;
  }

  private int raw() throws IOException {
    if (at == filled) {
      filled = in.read(buffer);
      at = 0;
      if (filled <= 0) {
        filled = 0;
        return END;
      }
      consumed += filled;
    }
    return buffer[at++] & 0xff;
  }

  int cells() {
    return cells;
  }

  /** The cell's text, or empty if its bytes are not UTF-8. */
  Optional<String> text(int index) {
    int from = index == 0 ? 0 : ends[index - 1];
    int size = ends[index] - from;
    var text = new String(row, from, size, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return Optional.of(text);
    }
    try {
      var bytes = ByteBuffer.wrap(row, from, size);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Why the row cannot be read; empty if it can. */
  String broken() {
    return broken;
  }

  /** Whether it is broken because a quote in it is never closed. */
  boolean isOpen() {
    return open;
  }

  /** The line on which the row begins, from 1. */
  long line() {
    return firstLine;
  }

  /** How many bytes of the file have been taken in. */
  long consumed() {
    return consumed;
  }
}
