package dev.entente.connectors.files;

import dev.entente.disclosure.Rendering;
import dev.entente.disclosure.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Parquet, written by DuckDB through a file in a folder of its own. */
public final class ParquetRendering implements Rendering, AutoCloseable {
  public static final String TYPE = "application/vnd.apache.parquet";

  private static final int THREADS = 2;

  /** A file without a column, which DuckDB does not write: a schema of nothing, no rows. */
  private static final byte[] NOTHING =
      HexFormat.of()
          .parseHex(
              "50415231" + "1502191c4806736368656d611500001600190c00" + "14000000" + "50415231");

  private final Path folder;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().name("parquet-", 0).daemon().factory());

  /**
   * @param folder for its files, which live as long as one rendering; made if it is not there
   */
  public ParquetRendering(Path folder) {
    this.folder = folder;
  }

  @Override
  public String mediaType() {
    return TYPE;
  }

  @Override
  public byte[] of(Table table) {
    if (table.columns().isEmpty()) {
      return NOTHING.clone();
    }
    try {
      return threads.submit(() -> written(table)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Parquet was written", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Parquet could not be written", e.getCause());
    }
  }

  private byte[] written(Table table) throws IOException, SQLException {
    Files.createDirectories(folder);
    Path lines = Files.createTempFile(folder, "answer", ".ndjson");
    Path parquet = lines.resolveSibling(lines.getFileName() + ".parquet");
    try {
      Files.write(lines, table.lines());
      ParquetCopy.of(lines, table.columns(), longest(table.lines()), parquet);
      return Files.readAllBytes(parquet);
    } finally {
      Files.deleteIfExists(lines);
      Files.deleteIfExists(parquet);
    }
  }

  private static int longest(byte[] lines) {
    int longest = 0;
    int begin = 0;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i] == '\n') {
        longest = Math.max(longest, i + 1 - begin);
        begin = i + 1;
      }
    }
    return longest;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
