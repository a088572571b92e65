package dev.entente.connectors.files;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.connectors.contract.Examples;
import dev.entente.connectors.contract.SourceContract;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.source.Connector.Opening;
import dev.entente.source.Manifest;
import dev.entente.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a file that DuckDB wrote. */
abstract class FilesContract extends SourceContract {
  private final String ending;
  private final String options;
  private final boolean typed;
  private int opened;

  @TempDir static Path root;

  /**
   * @param options of COPY … TO
   * @param typed whether the file keeps types; else everything is written as text
   */
  FilesContract(String ending, String options, boolean typed) {
    this.ending = ending;
    this.options = options;
    this.typed = typed;
  }

  @Override
  protected Source open(
      Dataset dataset, Map<FieldName, String> columns, List<@Nullable Object[]> records)
      throws Exception {
    Path directory = Files.createTempDirectory(root, "alliance");
    String name = "examples" + opened++ + "." + ending;
    var location = Map.of("connector", "files", "path", name);
    var manifest = new Manifest(dataset, columns, Doc.of(Json.tree(location)));
    write(directory.resolve(name), manifest, records);
    return new FilesConnector()
        .open(manifest, directory, Files.createTempDirectory(root, "scratch"), new Silent());
  }

  private void write(Path file, Manifest manifest, List<@Nullable Object[]> records)
      throws Exception {
    var held = manifest.dataset().held();
    String columns =
        held.sequencedEntrySet().stream()
            .map(
                field ->
                    quoted(manifest.column(field.getKey()))
                        + " "
                        + (typed ? sql(field.getValue()) : "VARCHAR"))
            .collect(Collectors.joining(", "));
    String values =
        held.sequencedValues().stream()
            .map(type -> typed ? "CAST(? AS " + sql(type) + ")" : "?")
            .collect(Collectors.joining(", "));
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (" + columns + ")");
      try (var insert = connection.prepareStatement("INSERT INTO t VALUES (" + values + ")")) {
        for (@Nullable Object[] record : records) {
          for (int i = 0; i < record.length; i++) {
            insert.setString(i + 1, record[i] == null ? null : record[i].toString());
          }
          insert.execute();
        }
      }
      statement.execute("COPY t TO '" + file + "' (" + options + ")");
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String sql(FieldType type) {
    return switch (type) {
      case STRING -> "VARCHAR";
      case INTEGER -> "BIGINT";
      case NUMBER -> "DOUBLE";
      case DECIMAL -> "DECIMAL(38, " + Examples.SCALE + ")";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMPTZ";
    };
  }

  /** Hears of nothing but the one record that the contract has left out. */
  private static final class Silent implements Opening {
    @Override
    public void progress(long done, long total, String unit) {}

    @Override
    public void finding(String text) {
      if (!text.startsWith("1 row with a key of more than")) {
        throw new AssertionError("the examples are tidy, but: " + text);
      }
    }
  }
}
