package dev.entente.connectors.files;

import dev.entente.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * A dataset's DuckDB database: one file, made anew at each opening and removed at close. Every
 * connection is locked before it is given out: one thread, bounded memory, no extension, and no
 * file but its own and those that are being converted.
 */
final class Store {
  private static final String MEMORY = "512MB";
  private static final String SPILL = "8GB";
  private static final Pattern LEFT = Pattern.compile("-[0-9]+\\.duckdb(\\.wal)?$");

  private final Path file;

  /**
   * @param name which no other at the same time has
   */
  Store(Path scratch, String name) {
    this.file = scratch.resolve(name + ".duckdb");
  }

  /** Removes what a process that was killed left there. */
  static void clear(Path scratch) {
    try (Stream<Path> left = Files.list(scratch)) {
      for (Path file : left.filter(it -> LEFT.matcher(it.getFileName() + "").find()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw Unavailable.source("the folder for converted files cannot be cleared", e);
    }
  }

  /** Connects to the empty database, for it to be filled; sources are files that DuckDB reads. */
  DuckDBConnection create(List<Path> sources) throws SQLException, IOException {
    delete();
    return connect(sources, false);
  }

  /** Connects to the database as it was filled. */
  DuckDBConnection open() throws SQLException {
    return connect(List.of(), true);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(Path.of(file + ".wal"));
  }

  private DuckDBConnection connect(List<Path> sources, boolean readOnly) throws SQLException {
    var settings = new Properties();
    settings.put("duckdb.read_only", String.valueOf(readOnly));
    settings.put("jdbc_stream_results", String.valueOf(!readOnly));
    settings.put("threads", "1");
    settings.put("preserve_insertion_order", "true");
    settings.put("memory_limit", MEMORY);
    settings.put("temp_directory", file + ".tmp");
    settings.put("max_temp_directory_size", SPILL);
    settings.put("autoinstall_known_extensions", "false");
    settings.put("autoload_known_extensions", "false");
    settings.put("allow_community_extensions", "false");
    var connection =
        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, settings);
    UnpackedLibrary.remove();
    try (var statement = connection.createStatement()) {
      String allowed =
          sources.stream().map(path -> quoted(path.toString())).collect(Collectors.joining(", "));
      statement.execute("SET allowed_paths = [" + allowed + "]");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
