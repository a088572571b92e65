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
 * was asked and a line for each part. A part counts once its line stands there and its records do;
 * what came after the last that counts was interrupted, and is cut off. Both are forced to the disk
 * now and then: of what a machine that fails takes with it each part is fetched again. A file of
 * another form is written once all parts are there; until then they are in FILE.ndjson.
 */
final class ExportFile {
  private static final long BETWEEN_KEEPING = 1_000_000_000;

  private final Path file;
  private final KeptForm form;
  private final Path lines;
  private final Path receipts;
  private long kept = System.nanoTime();

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
    List<Doc> parts = told.stream().skip(1).map(line -> Doc.of(Json.read(bytes(line)))).toList();
    if (!isWhole(parts) || form == KeptForm.NDJSON || !isFinished()) {
      parts = counting(told, parts);
    }
    return new Progress(
        begun.at("export").count(),
        parts.size(),
        parts.stream().mapToLong(part -> part.at("records").count()).sum(),
        parts.isEmpty() ? Optional.empty() : parts.getLast().find("next").map(Doc::text),
        isWhole(parts));
  }

  private static boolean isWhole(List<Doc> parts) {
    return !parts.isEmpty() && parts.getLast().find("next").isEmpty();
  }

  /** The parts whose records are there too; what follows them is cut off. */
  private List<Doc> counting(List<String> told, List<Doc> parts) throws IOException {
    long size = Files.exists(lines) ? Files.size(lines) : 0;
    int counting = parts.size();
    while (counting > 0 && parts.get(counting - 1).at("bytes").count() > size) {
      counting--;
    }
    append(lines, new byte[0]);
    cut(lines, counting == 0 ? 0 : parts.get(counting - 1).at("bytes").count());
    String left = String.join("\n", told.subList(0, counting + 1)) + "\n";
    cut(receipts, bytes(left).length);
    return parts.subList(0, counting);
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

  /** The records are written before the line that says so. */
  Progress add(Progress before, ExportPart part) throws IOException {
    append(lines, part.lines());
    var line = new LinkedHashMap<String, Object>();
    line.put("records", part.records());
    line.put("bytes", Files.size(lines));
    line.put("next", part.next().orElse(null));
    line.put("receipt", part.receipt().compact());
    append(receipts, line(line));
    if (System.nanoTime() - kept > BETWEEN_KEEPING) {
      keep();
    }
    return new Progress(
        before.export(),
        before.parts() + 1,
        before.records() + part.records(),
        part.next(),
        part.next().isEmpty());
  }

  /** Forces what was written to the disk. */
  void keep() throws IOException {
    for (Path written : List.of(lines, receipts)) {
      if (Files.exists(written)) {
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
    kept = System.nanoTime();
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
    }
  }

  private static void cut(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
