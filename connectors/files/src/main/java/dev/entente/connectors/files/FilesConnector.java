package dev.entente.connectors.files;

import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.problem.Unavailable;
import dev.entente.source.Connector;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.duckdb.DuckDBConnection;

/**
 * Reads {@code {connector: files, path: data/accounts.csv}}: CSV and TSV with a header, JSON,
 * NDJSON and Parquet, all in UTF-8. A path with {@code *} or {@code ?} is all the files that it
 * matches, read one after the other as one.
 *
 * <p>What is read is converted once, at opening, into a DuckDB table in the scratch directory; a
 * change to a file shows at the next opening. Only one process may use a scratch directory at a
 * time.
 */
public final class FilesConnector implements Connector {
  private static final int THREADS = 2;
  private static final int WAITING = 128;
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Duration pause;

  public FilesConnector() {
    this(PAUSE);
  }

  /**
   * @param pause between two looks at the files
   */
  FilesConnector(Duration pause) {
    this.pause = pause;
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Source open(Manifest manifest, Path directory, Path scratch, Opening opening) {
    Doc path = manifest.location().only("connector", "path").at("path");
    var loads = new AtomicLong();
    Supplier<Fingerprint> look = () -> Fingerprint.of(path, directory);
    Fingerprint before = look.get();
    Store.clear(scratch);
    Source first = read(manifest, directory, store(manifest, scratch, 0), false, opening);
    return new Reloaded(
        manifest.dataset().id().value(),
        first,
        before,
        look,
        () ->
            read(
                manifest,
                directory,
                store(manifest, scratch, loads.incrementAndGet()),
                true,
                new Quiet(opening)),
        opening,
        pause);
  }

  private static Store store(Manifest manifest, Path scratch, long load) {
    return new Store(scratch, manifest.dataset().id() + (load == 0 ? "" : "-" + load));
  }

  /** Tells what is untidy; how far it came nobody waits for. */
  private record Quiet(Opening opening) implements Opening {
    @Override
    public void progress(long done, long total, String unit) {}

    @Override
    public void finding(String text) {
      opening.finding(text);
    }
  }

  private static Source read(
      Manifest manifest, Path directory, Store store, boolean replaces, Opening opening) {
    Doc path = manifest.location().at("path");
    SourceFiles files = SourceFiles.find(path, directory);
    var table = new Table(manifest.dataset());
    boolean opened = false;
    try {
      try (DuckDBConnection connection = store.create(readable(files));
          var loading = new Loading(table, unit(files.format()), replaces, opening, connection)) {
        load(files, table, new Wanted(manifest, files.given()), loading, connection);
      }
      Source source = read(manifest.dataset().id().value(), table, store);
      opened = true;
      return source;
    } catch (IOException e) {
      throw path.malformed("what it names cannot be read; look at the disk and its permissions");
    } catch (SQLException | Loading.Failed e) {
      throw Unavailable.source(
          "dataset `" + manifest.dataset().id() + "` cannot be converted; is the disk full?", e);
    } finally {
      if (!opened) {
        deleteQuietly(store);
      }
    }
  }

  /** Those that DuckDB itself reads. */
  private static List<Path> readable(SourceFiles files) {
    return files.format() == Format.PARQUET
        ? files.all().stream().map(SourceFile::real).toList()
        : List.of();
  }

  private static void load(
      SourceFiles files, Table table, Wanted wanted, Loading loading, DuckDBConnection connection)
      throws IOException, SQLException {
    for (SourceFile file : files.all()) {
      loading.begin(file, wanted.of(file));
      try {
        read(file, table, wanted, loading, connection);
      } catch (Malformed e) {
        throw files.all().size() == 1
            ? e
            : new Malformed(e.pointer(), "of `" + file.name() + "`: " + e.reason());
      }
    }
    loading.finish();
  }

  private static void read(
      SourceFile file, Table table, Wanted wanted, Loading loading, DuckDBConnection connection)
      throws IOException, SQLException {
    switch (file.format()) {
      case CSV -> CsvFile.read(file, ',', wanted, loading);
      case TSV -> CsvFile.read(file, '\t', wanted, loading);
      case JSON -> JsonFile.read(file, wanted, loading);
      case NDJSON -> JsonFile.readLines(file, wanted, loading);
      case PARQUET -> {
        try (var second = connection.duplicate()) {
          ParquetFile.read(file, second, table.columns(), wanted, loading);
        }
      }
    }
  }

  private static String unit(Format format) {
    return switch (format) {
      case CSV, TSV, NDJSON -> "line";
      case JSON -> "record";
      case PARQUET -> "row";
    };
  }

  private static Source read(String name, Table table, Store store) throws SQLException {
    List<Reader> readers = new ArrayList<>();
    DuckDBConnection first = store.open();
    readers.add(new Reader(first));
    try {
      while (readers.size() < THREADS) {
        readers.add(new Reader(first.duplicate()));
      }
    } catch (SQLException e) {
      first.close();
      throw e;
    }
    return new FilesSource(table, new Readers(name, readers, WAITING, PATIENCE), store);
  }

  private static void deleteQuietly(Store store) {
    try {
      store.delete();
    } catch (IOException e) {
      // What stopped the opening is the better message; the next opening removes the rest.
    }
  }
}
