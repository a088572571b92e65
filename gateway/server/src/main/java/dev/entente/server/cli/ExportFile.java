package dev.entente.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.server.client.ExportState;
import dev.entente.server.client.QueryAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An export on its way into a file: its records as NDJSON, and beside them, in FILE.receipts, what
 * was asked and a line for each part. A part counts once its line stands there; what came after the
 * last line was interrupted, and is cut off.
 */
final class ExportFile {
  private final Path file;
  private final Path receipts;

  ExportFile(Path file) {
    this.file = file;
    this.receipts = file.resolveSibling(file.getFileName() + ".receipts");
  }

  /**
   * How far an export came.
   *
   * @param next the cursor to go on with; empty at the first part, and at the end
   */
  record Progress(long export, int parts, long records, Optional<String> next, boolean whole) {}

  /**
   * How far it came before; empty if it was not begun.
   *
   * @param asked what is exported, of where: it must be the same
   */
  Optional<Progress> resume(Map<String, Object> asked) throws IOException, NotDone {
    if (!Files.exists(receipts)) {
      if (Files.exists(file)) {
        throw new NotDone(file + " is there already, and " + receipts + " is not: take another");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(resume(asked, lines()));
    } catch (Malformed e) {
      throw new NotDone(receipts + " is not as this program writes it: " + e.reason());
    }
  }

  private Progress resume(Map<String, Object> asked, List<String> lines)
      throws IOException, NotDone {
    Doc begun = Doc.of(Json.read(bytes(lines.getFirst())));
    if (!begun.at("asked").node().equals(Json.tree(asked))) {
      throw new NotDone(file + " was begun with another query: " + begun.at("asked").node());
    }
    long records = 0;
    for (String part : lines.subList(1, lines.size())) {
      records += Doc.of(Json.read(bytes(part))).at("records").count();
    }
    int parts = lines.size() - 1;
    Optional<Doc> last =
        parts == 0 ? Optional.empty() : Optional.of(Doc.of(Json.read(bytes(lines.getLast()))));
    cut(file, last.map(it -> it.at("bytes").count()).orElse(0L));
    Optional<String> next = last.flatMap(it -> it.find("next")).map(Doc::text);
    return new Progress(
        begun.at("export").count(), parts, records, next, parts > 0 && next.isEmpty());
  }

  /** The whole lines; what follows the last line feed is cut off. */
  private List<String> lines() throws IOException, NotDone {
    String text = Files.readString(receipts);
    int end = text.lastIndexOf('\n') + 1;
    if (end == 0) {
      throw new NotDone(receipts + " holds nothing: remove it and begin again");
    }
    cut(receipts, bytes(text.substring(0, end)).length);
    return text.substring(0, end).lines().toList();
  }

  Progress begin(Map<String, Object> asked, ExportState.Begun begun) throws IOException {
    var line = new LinkedHashMap<String, Object>();
    line.put("export", begun.state().export());
    line.put("asked", asked);
    line.put("receipt", begun.receipt().compact());
    append(file, new byte[0]);
    append(receipts, line(line));
    return new Progress(begun.state().export(), 0, 0, Optional.empty(), false);
  }

  /** The records are on the disk before the line that says so. */
  Progress add(Progress before, QueryAnswer part) throws IOException {
    var records = new ByteArrayOutputStream();
    for (JsonNode record : part.records()) {
      records.writeBytes(line(record));
    }
    append(file, records.toByteArray());
    var line = new LinkedHashMap<String, Object>();
    line.put("records", part.records().size());
    line.put("bytes", Files.size(file));
    line.put("next", part.next().orElse(null));
    line.put("receipt", part.receipt().compact());
    append(receipts, line(line));
    return new Progress(
        before.export(),
        before.parts() + 1,
        before.records() + part.records().size(),
        part.next(),
        part.next().isEmpty());
  }

  private static byte[] line(Object document) {
    var line = new ByteArrayOutputStream();
    line.writeBytes(Json.write(document));
    line.write('\n');
    return line.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void append(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static void cut(Path file, long size) throws IOException, NotDone {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (channel.size() < size) {
        throw new NotDone(file + " is shorter than its receipts say: begin another one");
      }
      channel.truncate(size);
    }
  }
}
