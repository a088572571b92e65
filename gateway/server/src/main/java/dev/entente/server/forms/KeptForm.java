package dev.entente.server.forms;

import dev.entente.connectors.files.ParquetCopy;
import dev.entente.disclosure.Table;
import dev.entente.json.Utf8;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The form in which a partner keeps records, told by the ending of the file's name. */
public enum KeptForm {
  NDJSON,
  CSV,
  ARROW,
  PARQUET;

  private static final int BATCH = 65_536;

  /**
   * The form of a file: NDJSON unless its name ends otherwise.
   *
   * @throws IllegalArgumentException if the name says one that is not written
   */
  public static KeptForm of(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> CSV;
      case "arrows" -> ARROW;
      case "parquet" -> PARQUET;
      case "arrow", "feather" ->
          throw new IllegalArgumentException(
              "what is written is an Arrow stream, whose name ends in .arrows");
      default -> NDJSON;
    };
  }

  /**
   * Writes records that came as NDJSON in this form; the file is there once it is whole. Memory is
   * bounded however many they are.
   */
  public void write(KeptRecords records, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try {
      switch (this) {
        case NDJSON -> Files.copy(records.file(), part);
        case CSV -> csv(records, part);
        case ARROW -> arrow(records, part);
        case PARQUET -> ParquetCopy.of(records.file(), records.columns(), records.longest(), part);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void csv(KeptRecords records, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      var text = new Utf8(1 << 16);
      CsvRendering.header(records.columns(), text);
      records.rows(
          BATCH,
          rows -> {
            CsvRendering.rows(rows, text);
            out.write(text.array(), 0, text.size());
            text.clear();
          });
      out.write(text.array(), 0, text.size());
    }
  }

  private static void arrow(KeptRecords records, Path file) throws IOException {
    List<Table.Column> columns = records.columns();
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(ArrowMessages.schema(columns));
      records.rows(BATCH, rows -> out.write(ArrowMessages.batch(columns, rows)));
      out.write(ArrowMessages.end());
    }
  }

  /** Takes rows as they are read. */
  interface Rows {
    void take(List<@Nullable Object[]> rows) throws IOException;
  }
}
