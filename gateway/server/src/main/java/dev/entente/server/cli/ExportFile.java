package dev.entente.server.cli;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.server.client.ExportPart;
import dev.entente.server.client.ExportState;
import dev.entente.server.client.FieldTypes;
import dev.entente.server.forms.KeptForm;
import dev.entente.server.forms.KeptRecords;
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
 * last line was interrupted, and is cut off. A file of another form is written once all parts are
 * there; until then they are in FILE.ndjson.
 */
final class ExportFile {
  private final Path file;
  private final KeptForm form;
  private final Path lines;
  private final Path receipts;

  ExportFile(Path file) {
    this.file = file;
    this.form = KeptForm.of(file);
    this.lines = form == KeptForm.NDJSON ? file : beside(".ndjson");
    this.receipts = beside(".receipts");
  }

  private Path beside(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /** Whether all that is to be written is written, once all parts are there. */
  boolean isFinished() {
    return form == KeptForm.NDJSON || (Files.exists(file) && !Files.exists(lines));
  }

  /**
   * Writes the file in its own form, once all parts are there.
   *
   * @param description what the dataset's fields are
   */
  void finish(FieldTypes description) throws IOException {
    if (Files.exists(lines)) {
      form.write(KeptRecords.read(lines, description.types(), description.shown()), file);
      Files.delete(lines);
    }
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
      return Optional.of(resume(asked, told()));
    } catch (Malformed e) {
      throw new NotDone(receipts + " is not as this program writes it: " + e.reason());
    }
  }

  private Progress resume(Map<String, Object> asked, List<String> told)
      throws IOException, NotDone {
    Doc begun = Doc.of(Json.read(bytes(told.getFirst())));
    if (!begun.at("asked").node().equals(Json.tree(asked))) {
      throw new NotDone(file + " was begun with another query: " + begun.at("asked").node());
    }
    long records = 0;
    for (String part : told.subList(1, told.size())) {
      records += Doc.of(Json.read(bytes(part))).at("records").count();
    }
    int parts = told.size() - 1;
    Optional<Doc> last =
        parts == 0 ? Optional.empty() : Optional.of(Doc.of(Json.read(bytes(told.getLast()))));
    Optional<String> next = last.flatMap(it -> it.find("next")).map(Doc::text);
    boolean whole = parts > 0 && next.isEmpty();
    if (!whole || !isFinished() || form == KeptForm.NDJSON) {
      cut(lines, last.map(it -> it.at("bytes").count()).orElse(0L));
    }
    return new Progress(begun.at("export").count(), parts, records, next, whole);
  }

  /** The whole lines; what follows the last line feed is cut off. */
  private List<String> told() throws IOException, NotDone {
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
    append(lines, new byte[0]);
    append(receipts, line(line));
    return new Progress(begun.state().export(), 0, 0, Optional.empty(), false);
  }

  /** The records are on the disk before the line that says so. */
  Progress add(Progress before, ExportPart part) throws IOException {
    append(lines, part.lines());
    var line = new LinkedHashMap<String, Object>();
    line.put("records", part.records());
    line.put("bytes", Files.size(lines));
    line.put("next", part.next().orElse(null));
    line.put("receipt", part.receipt().compact());
    append(receipts, line(line));
    return new Progress(
        before.export(),
        before.parts() + 1,
        before.records() + part.records(),
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
