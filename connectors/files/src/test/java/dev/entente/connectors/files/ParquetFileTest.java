package dev.entente.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetFileTest {
  @TempDir private Path root;

  private void write(Alliance alliance, String select) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY ("
              + select
              + ") TO '"
              + alliance.directory.resolve("a.parquet")
              + "' (FORMAT parquet)");
    }
  }

  @Test
  void wholeDoublesAreIntegersAndOthersAreCounted() throws Exception {
    var alliance = new Alliance(root).field("id", "integer").field("n", "integer");
    write(
        alliance,
        "SELECT * FROM (VALUES (1, 5.0::DOUBLE), (2, 5.5), (3, NULL), (4, 1e300), (5, 'nan')) t(id, n)");

    assertThat(alliance.rows("a.parquet"))
        .containsExactly(
            Arrays.asList(1L, 5L),
            Arrays.asList(2L, null),
            Arrays.asList(3L, null),
            Arrays.asList(4L, null),
            Arrays.asList(5L, null));
    assertThat(alliance.findings)
        .containsExactly(
            "n: 3 cells are no integer and left empty;" + " the first, in row 2, is `5.5`");
  }

  @Test
  void aMomentNeedsItsOffsetAndNestedValuesAreCounted() throws Exception {
    var alliance =
        new Alliance(root)
            .field("id", "string")
            .field("zoned", "timestamp")
            .field("naive", "timestamp")
            .field("list", "string")
            .column("list", "the \"list\"");
    write(
        alliance,
        "SELECT 'a' AS id, TIMESTAMPTZ '2024-02-29 12:00:00.000001+00' AS zoned,"
            + " TIMESTAMP '2024-02-29 12:00:00' AS naive, ['x'] AS \"the \"\"list\"\"\"");

    assertThat(alliance.rows("a.parquet"))
        .containsExactly(
            Arrays.asList("a", Instant.parse("2024-02-29T12:00:00.000001Z"), null, null));
    assertThat(alliance.findings)
        .anyMatch(f -> f.startsWith("naive: 1 cell is no timestamp"))
        .anyMatch(f -> f.startsWith("list: 1 cell is no string") && f.contains("nested or binary"));
  }

  @Test
  void progressIsInRows() throws Exception {
    var alliance = new Alliance(root).field("id", "integer");
    write(alliance, "SELECT range AS id FROM range(20001)");
    alliance.open("a.parquet").close();

    assertThat(alliance.progress).containsExactly("20000/20001 rows", "20001/20001 rows");
  }
}
