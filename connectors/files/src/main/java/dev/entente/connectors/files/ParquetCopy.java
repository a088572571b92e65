package dev.entente.connectors.files;

import dev.entente.catalog.FieldType;
import dev.entente.disclosure.Table;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** Turns records as NDJSON into Parquet. */
public final class ParquetCopy {
  private static final String MEMORY = "512MB";

  /** DuckDB sets aside twice as much as a line may have. */
  private static final int USUAL_LINE = 1 << 20;

  private ParquetCopy() {}

  /**
   * Writes a Parquet file of the records of another; memory is bounded however many they are.
   * Blocks, and pins a virtual thread.
   *
   * @param columns at least one; integers become INT64, numbers DOUBLE, dates DATE, timestamps
   *     TIMESTAMP in microseconds of UTC, decimals stay texts
   * @param longest a bound on the bytes of each line
   * @throws SQLException if a file cannot be read or written, or a value is not of its column's
   *     type
   */
  public static void of(Path ndjson, List<Table.Column> columns, int longest, Path parquet)
      throws SQLException {
    var settings = new Properties();
    settings.put("threads", "1");
    settings.put("memory_limit", MEMORY);
    settings.put("temp_directory", "");
    settings.put("autoinstall_known_extensions", "false");
    settings.put("autoload_known_extensions", "false");
    settings.put("allow_community_extensions", "false");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        var statement = connection.createStatement()) {
      UnpackedLibrary.remove();
      statement.execute("SET allowed_paths = [" + quoted(ndjson) + ", " + quoted(parquet) + "]");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
      statement.execute(
          "COPY (SELECT * FROM read_json("
              + quoted(ndjson)
              + ", format = 'newline_delimited', maximum_object_size = "
              + Math.max(USUAL_LINE, longest)
              + ", columns = {"
              + columns.stream().map(ParquetCopy::typed).collect(Collectors.joining(", "))
              + "})) TO "
              + quoted(parquet)
              + " (FORMAT parquet)");
    }
  }

  private static String typed(Table.Column column) {
    return Store.quoted(column.name().value()) + ": '" + type(column.type()) + "'";
  }

  private static String type(FieldType type) {
    return switch (type) {
      case STRING, DECIMAL -> "VARCHAR";
      case INTEGER -> "BIGINT";
      case NUMBER -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMPTZ";
    };
  }

  private static String quoted(Path path) {
    return Store.quoted(path.toAbsolutePath().toString());
  }
}
