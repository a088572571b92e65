package dev.entente.policies.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Events that are kept together, each a JSON object. */
record Batch(List<byte[]> events) {
  Batch {
    events = List.copyOf(events);
  }

  int size() {
    return events.size();
  }

  /** An event a line, as one gzip member, which others may follow. */
  byte[] lines() {
    return gzip("", "\n", "\n");
  }

  /** One JSON array. */
  byte[] array() {
    return gzip("[", ",", "]");
  }

  private byte[] gzip(String before, String between, String after) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(before.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < events.size(); i++) {
        if (i > 0) {
          out.write(between.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(events.get(i));
      }
      out.write(after.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail so", e);
    }
    return bytes.toByteArray();
  }
}
