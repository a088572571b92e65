package dev.entente.server.forms;

import dev.entente.disclosure.Rendering;
import dev.entente.disclosure.Table;
import dev.entente.json.CellJson;
import dev.entente.json.Utf8;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 with a header line. Null is nothing between two commas, the empty text {@code ""}. Texts
 * are data, also those that begin as a spreadsheet's formula does: none is altered.
 */
public record CsvRendering() implements Rendering {
  public static final String TYPE = "text/csv";

  private static final int LIKELY_ROW = 128;

  @Override
  public String mediaType() {
    return TYPE;
  }

  @Override
  public String contentType() {
    return TYPE + "; charset=utf-8; header=present";
  }

  @Override
  public byte[] of(Table table) {
    var out = new Utf8(LIKELY_ROW * (table.rows().size() + 1));
    header(table.columns(), out);
    rows(table.rows(), out);
    return out.toBytes();
  }

  /** The names of the columns. */
  static void header(List<Table.Column> columns, Utf8 out) {
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        out.put(',');
      }
      out.put(columns.get(i).name().value());
    }
    end(out);
  }

  /** A line for each row. */
  static void rows(List<@Nullable Object[]> rows, Utf8 out) {
    for (@Nullable Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        if (i > 0) {
          out.put(',');
        }
        Object value = row[i];
        if (value != null) {
          cell(CellJson.plainText(value), out);
        }
      }
      end(out);
    }
  }

  private static void cell(String text, Utf8 out) {
    if (isPlain(text)) {
      out.put(text);
    } else {
      out.put('"');
      out.put(text.replace("\"", "\"\""));
      out.put('"');
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\r' || c == '\n') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static void end(Utf8 out) {
    out.put('\r');
    out.put('\n');
  }
}
