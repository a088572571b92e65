package dev.entente.connectors.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/**
 * JSON files: a list of objects, or objects one after another. In a file of lines each line stands
 * for itself, so one that is broken is left out; elsewhere nothing after a broken place can be
 * told, so the file is refused.
 */
final class JsonFile {
  private static final int BETWEEN_PROGRESS = 20_000;

  private JsonFile() {}

  /** Reads a list of objects, or objects one after another; places are records. */
  static void read(SourceFile file, Wanted wanted, Intake intake) throws IOException {
    long size = Files.size(file.real());
    var records = new JsonRecords(wanted, intake);
    long count = 0;
    try (var in = Files.newInputStream(file.real());
        JsonParser parser = JsonRecords.FACTORY.createParser(in)) {
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      JsonToken token = list ? parser.nextToken() : parser.currentToken();
      while (token != null && token != JsonToken.END_ARRAY) {
        records.take(parser, ++count);
        if (count % BETWEEN_PROGRESS == 0) {
          intake.progress(parser.currentLocation().getByteOffset(), size, "bytes");
        }
        token = parser.nextToken();
      }
      if (list && parser.nextToken() != null) {
        throw file.malformed("goes on after its list; leave one list, or name it .ndjson");
      }
    } catch (JsonProcessingException e) {
      throw file.malformed("is not JSON: " + reason(e));
    }
    finish(count, size, records, wanted, intake);
  }

  /** Reads one object from each line; places are lines. */
  static void readLines(SourceFile file, Wanted wanted, Intake intake) throws IOException {
    long size = Files.size(file.real());
    var records = new JsonRecords(wanted, intake);
    long read = 0;
    long line = 0;
    try (var in = new BufferedInputStream(Files.newInputStream(file.real()))) {
      var bytes = new ByteArrayOutputStream();
      while (readLine(in, bytes)) {
        line++;
        read += bytes.size() + 1L;
        takeLine(bytes, line, records, intake);
        if (line % BETWEEN_PROGRESS == 0) {
          intake.progress(Math.min(read, size), size, "bytes");
        }
      }
    }
    finish(line, size, records, wanted, intake);
  }

  private static void takeLine(
      ByteArrayOutputStream bytes, long line, JsonRecords records, Intake intake)
      throws IOException {
    if (bytes.size() > JsonRecords.LONGEST_TEXT) {
      intake.leaveOut(line, "has more than " + (JsonRecords.LONGEST_TEXT >> 20) + " MiB");
      return;
    }
    try (JsonParser parser = JsonRecords.FACTORY.createParser(bytes.toByteArray())) {
      if (parser.nextToken() == null) {
        return;
      }
      records.take(parser, line);
    } catch (IOException e) {
      intake.leaveOut(line, "is not JSON");
    }
  }

  private static void finish(
      long count, long size, JsonRecords records, Wanted wanted, Intake intake) {
    if (count > 0) {
      wanted.requireAllIn(records.names());
    }
    intake.progress(size, size, "bytes");
  }

  /** Reads up to the next LF; of an overlong line only so much as shows that it is. */
  private static boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
    line.reset();
    int c = in.read();
    if (c < 0) {
      return false;
    }
    while (c >= 0 && c != '\n') {
      if (line.size() <= JsonRecords.LONGEST_TEXT) {
        line.write(c);
      }
      c = in.read();
    }
    return true;
  }

  private static String reason(JsonProcessingException e) {
    var where = e.getLocation();
    return where == null
        ? "it breaks off"
        : "line " + where.getLineNr() + ", column " + where.getColumnNr() + " cannot be read";
  }
}
