package dev.entente.contribution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.entente.json.Malformed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads CSV (RFC 4180) in UTF-8, with or without a byte order mark, its lines ended by LF, CRLF or
 * CR. The first line names the fields; blank lines are passed over. A row of another length is a
 * broken record, of which the cells that have a name are read.
 */
final class CsvBody {
  private static final CsvFactory FACTORY = new CsvFactory();

  /** All that a parser of CSV can find. */
  private static final String BROKEN =
      "not CSV: quotes that do not end, or are followed by something else than a comma";

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final CsvParser parser;
  private final List<String> row = new ArrayList<>();
  private int cells;
  private int characters;

  private CsvBody(CsvParser parser) {
    this.parser = parser;
  }

  static void read(byte[] body, Schema schema, RecordSink sink) throws Unreadable {
    try (CsvParser parser = FACTORY.createParser(reader(body))) {
      new CsvBody(parser).whole(schema, sink);
    } catch (CharacterCodingException e) {
      throw Unreadable.line(Lines.ofWhatIsNotUtf8(body), "this is not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader reader(byte[] body) {
    boolean marked = body.length >= 3 && Arrays.equals(body, 0, 3, MARK, 0, 3);
    int from = marked ? MARK.length : 0;
    return new InputStreamReader(
        new ByteArrayInputStream(body, from, body.length - from),
        StandardCharsets.UTF_8.newDecoder()); // which reports what is not UTF-8
  }

  private void whole(Schema schema, RecordSink sink) throws IOException, Unreadable {
    try {
      records(schema, sink);
    } catch (JsonProcessingException e) {
      throw Unreadable.parsing(BROKEN, e, parser.currentLocation());
    } catch (Malformed e) {
      throw Unreadable.line(parser.currentTokenLocation().getLineNr(), e.reason());
    }
  }

  private void records(Schema schema, RecordSink sink) throws IOException, Unreadable {
    if (!next(Integer.MAX_VALUE)) {
      throw Unreadable.line(1, "the first line names the fields, and there is none");
    }
    List<String> header = List.copyOf(row);
    schema.header(header);
    while (next(header.size())) {
      sink.take(record(header), broken(header.size()));
    }
  }

  /** Moves to the next row that is not a blank line, and keeps so many of its cells. */
  private boolean next(int keep) throws IOException, Unreadable {
    do {
      if (parser.nextToken() == null) {
        return false;
      }
      row.clear();
      cells = 0;
      characters = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        cell(parser.getText(), keep);
      }
    } while (cells == 1 && characters == 0);
    return true;
  }

  private void cell(String text, int keep) throws Unreadable {
    cells++;
    characters += text.length();
    if (characters > RecordSink.LARGEST) {
      throw Unreadable.line(
          parser.currentLocation().getLineNr(),
          "a record has at most " + RecordSink.LARGEST + " characters");
    }
    if (cells <= keep) {
      row.add(text);
    }
  }

  private ObjectNode record(List<String> header) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < row.size(); i++) {
      String text = row.get(i);
      record.put(header.get(i), text.isEmpty() ? null : text);
    }
    return record;
  }

  private String broken(int width) {
    return cells == width
        ? ""
        : "the row has %d cells where the first line has %d".formatted(cells, width);
  }
}
