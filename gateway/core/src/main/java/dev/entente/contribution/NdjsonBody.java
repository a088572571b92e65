package dev.entente.contribution;

import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.util.Arrays;

/** Reads one JSON value a line; blank lines are passed over. */
final class NdjsonBody {
  private NdjsonBody() {}

  static void read(byte[] body, RecordSink sink) throws Unreadable {
    int from = 0;
    for (long line = 1; from < body.length; line++) {
      int to = end(body, from);
      if (!isBlank(body, from, to)) {
        record(Arrays.copyOfRange(body, from, to), line, sink);
      }
      from = to + 1;
    }
  }

  private static void record(byte[] record, long line, RecordSink sink) throws Unreadable {
    if (record.length > RecordSink.LARGEST) {
      throw Unreadable.line(line, "a record has at most " + RecordSink.LARGEST + " bytes");
    }
    try {
      sink.take(Json.read(record), "");
    } catch (Malformed e) {
      throw Unreadable.line(line, e.reason().replace("(line 1, column", "(column"));
    }
  }

  private static int end(byte[] body, int from) {
    int at = from;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
