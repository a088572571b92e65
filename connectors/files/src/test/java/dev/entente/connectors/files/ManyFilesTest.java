package dev.entente.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Malformed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A path that is a pattern, and folders that say a column's value. */
final class ManyFilesTest {
  @TempDir private Path root;
  private Alliance alliance;

  @BeforeEach
  void fields() throws Exception {
    alliance = new Alliance(root).field("id", "string").field("n", "integer");
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  @Test
  void allThatAPatternMatchesIsReadAsOneInTheOrderOfTheNames() throws Exception {
    alliance
        .file("data/a-2.csv", "id,n\nb,20\nc,30\n")
        .file("data/a-1.csv", "n,id\n1,a\n2,b\n")
        .file("data/b-1.csv", "id,n\nz,9\n")
        .file("data/deep/a-3.csv", "id,n\nd,4\n");

    assertThat(alliance.rows("data/a-*.csv"))
        .containsExactly(row("a", 1L), row("b", 2L), row("c", 30L));
    assertThat(alliance.findings)
        .containsExactly(
            "1 row with a key seen before left out; the first, in line 2 of data/a-2.csv");
    assertThat(alliance.rows("data/**/a-?.csv")).containsExactly(row("d", 4L));
    assertThat(alliance.rows("data/**.csv")).hasSize(5);
  }

  @Test
  void whatIsUntidyIsToldWithItsFile() throws Exception {
    alliance.file("a.csv", "id,n\na,1\n").file("b.csv", "id,n\nb,x\n,1\n");

    assertThat(alliance.rows("*.csv")).containsExactly(row("a", 1L), row("b", null));
    assertThat(alliance.findings)
        .containsExactly(
            "n: 1 cell is no integer and left empty; the first, in line 2 of b.csv, is `x`",
            "1 row without a key left out; the first, in line 3 of b.csv");
  }

  @Test
  void charactersThatAreNoPatternStandForThemselves() throws Exception {
    alliance.file("a[1]{x}.csv", "id,n\na,1\n").file("a1x.csv", "id,n\nb,1\n");

    assertThat(alliance.rows("a[1]{x}.*sv")).containsExactly(row("a", 1L));
  }

  @Test
  void oneFileThatLacksAColumnStopsTheOpeningByItsName() throws Exception {
    alliance.file("a.csv", "id,n\na,1\n").file("b.csv", "id,m\nb,1\n");

    assertThatThrownBy(() -> alliance.rows("*.csv"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("of `b.csv`: the file has no column `n`");
  }

  @Test
  void noFileIsAMistakeAndSoIsOneOutside() throws Exception {
    Files.writeString(root.resolve("outside.csv"), "id,n\nx,1\n");
    alliance.file("a.csv", "id,n\na,1\n");

    for (String path : List.of("data/*.csv", "b*.csv")) {
      assertThatThrownBy(() -> alliance.rows(path)).hasMessageContaining("no file");
    }
    assertThatThrownBy(() -> alliance.rows("../*.csv"))
        .hasMessageContaining("leads out of the alliance directory");
    Files.createSymbolicLink(alliance.directory.resolve("z.csv"), root.resolve("outside.csv"));
    assertThatThrownBy(() -> alliance.rows("*.csv"))
        .hasMessageContaining("leads out of the alliance directory");
  }

  @Test
  void foldersSayTheValuesOfTheirColumnsInEveryFormat() throws Exception {
    alliance.field("year", "integer").field("city", "string");
    alliance
        .file("data/year=2024/city=K%C3%B6ln+1/a.csv", "id,n,year\na,1,1999\n")
        .file("data/year=2025/city=__HIVE_DEFAULT_PARTITION__/b.csv", "id,n,year\nb,2,1999\n")
        .file("data/year=2024/city=Ulm/c.ndjson", "{\"id\":\"c\",\"n\":3,\"year\":1999}\n");

    assertThat(alliance.rows("data/**.csv"))
        .containsExactly(row("a", 1L, 2024L, "Köln+1"), row("b", 2L, 2025L, null));
    assertThat(alliance.rows("data/**.ndjson")).containsExactly(row("c", 3L, 2024L, "Ulm"));
  }

  @Test
  void parquetThatWasWrittenInPartitionsIsReadBack() throws Exception {
    alliance.field("year", "integer");
    Path data = alliance.directory.resolve("data");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES ('a', 1, 2024), ('b', 2, 2025), ('c', 3, 2024)) t(id, n, year)) TO '"
              + data
              + "' (FORMAT parquet, PARTITION_BY (year))");
    }

    assertThat(alliance.rows("data/**.parquet"))
        .containsExactly(row("a", 1L, 2024L), row("b", 2L, 2025L), row("c", 3L, 2024L));
  }

  @Test
  void foldersOfDifferentColumnsAreAMistake() throws Exception {
    alliance.field("year", "integer");
    alliance
        .file("data/year=2024/a.csv", "id,n\na,1\n")
        .file("data/old/b.csv", "id,n,year\nb,1,2020\n");

    assertThatThrownBy(() -> alliance.rows("data/**.csv"))
        .isInstanceOf(Malformed.class)
        .hasMessageContaining("lies in folders of other columns");
  }
}
