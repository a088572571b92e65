package dev.entente.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.FieldType;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.source.Sample;
import dev.entente.source.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilesSamplerTest {
  @TempDir private Path root;

  private Sample sample(String path) {
    try {
      Path scratch = Files.createTempDirectory(root, "scratch");
      Sample sample =
          new FilesSampler()
              .sample(Doc.of(Json.tree(Map.of("connector", "files", "path", path))), root, scratch);
      assertThat(scratch).isEmptyDirectory();
      return sample;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  private static List<String> names(Sample sample) {
    return sample.columns().stream().map(Sample.Column::name).toList();
  }

  @Test
  void csvWithAllItsColumnsAndNoCellOfABrokenRow() throws IOException {
    file("a.csv", "id,b,b,c\n1,x,y,\"two\nlines\"\n2,x,y,z,w\n3,,,\n");
    Sample sample = sample("a.csv");
    assertThat(names(sample)).containsExactly("id", "b", "c");
    assertThat(sample.column("b").orElseThrow().obstacle()).contains("the file has it twice");
    assertThat(sample.column("id").orElseThrow().cells()).containsExactly("1", "3");
    assertThat(sample.column("c").orElseThrow().cells()).containsExactly("two\nlines", null);
    assertThat(sample.whole()).isTrue();
  }

  @Test
  void noMoreRowsThanTheBound() throws IOException {
    file("a.csv", "id\n" + "1\n".repeat(Sampling.MOST_ROWS));
    assertThat(sample("a.csv").whole()).isTrue();
    file("a.csv", "id\n" + "1\n".repeat(Sampling.MOST_ROWS + 1));
    assertThat(sample("a.csv").rows()).isEqualTo(Sampling.MOST_ROWS);
    assertThat(sample("a.csv").whole()).isFalse();
    file("a.ndjson", "{\"id\":1}\n".repeat(Sampling.MOST_ROWS + 1));
    assertThat(sample("a.ndjson").rows()).isEqualTo(Sampling.MOST_ROWS);
    assertThat(sample("a.ndjson").whole()).isFalse();
  }

  @Test
  void aLongCellIsCut() throws IOException {
    file("a.csv", "id\n" + "x".repeat(1 << 20) + "\n");
    assertThat(sample("a.csv").column("id").orElseThrow().filled().getFirst())
        .hasSize(Sampling.LONGEST);
  }

  @Test
  void jsonWhoseRecordsDiffer() throws IOException {
    file("a.json", "[{\"id\":1.50,\"o\":{}},{\"id\":\"x\",\"n\":null,\"l\":[1]},7]");
    Sample sample = sample("a.json");
    assertThat(names(sample)).containsExactly("id", "o", "n", "l");
    assertThat(sample.column("id").orElseThrow().cells()).containsExactly("1.50", "x");
    assertThat(sample.column("o").orElseThrow().obstacle()).contains("an object");
    assertThat(sample.column("l").orElseThrow().obstacle()).contains("a list");
  }

  /** The names go into SQL, those of the file and those in it. */
  @Test
  void parquetWithNamesThatLookLikeSql() throws Exception {
    String column = "x\"; DROP TABLE y; --";
    Path file = root.resolve("it's; --.parquet");
    duckdb(
        "COPY (SELECT 1::BIGINT AS \"%s\", 'a' AS t, [1] AS l, 1.5::DECIMAL(4, 2) AS d) TO '%s' (FORMAT parquet)"
            .formatted(column.replace("\"", "\"\""), file.toString().replace("'", "''")));
    Sample sample = sample("it's; --.parquet");
    assertThat(names(sample)).containsExactly(column, "t", "l", "d");
    assertThat(sample.column(column).orElseThrow().cells()).containsExactly("1");
    assertThat(sample.column(column).orElseThrow().type()).contains(FieldType.INTEGER);
    assertThat(sample.column("d").orElseThrow().type()).contains(FieldType.DECIMAL);
    assertThat(sample.column("l").orElseThrow().obstacle()).isPresent();
    assertThat(sample.total()).hasValue(1);
  }

  private static void duckdb(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void partsAreOneAndFoldersSayColumns() throws IOException {
    file("p/year=2024/a.csv", "id,year,old\n1,9,x\n");
    file("p/year=2025/b.csv", "id\n2\n");
    Sample sample = sample("p/*/*.csv");
    assertThat(sample.column("year").orElseThrow().cells()).containsExactly("2024", "2025");
    assertThat(sample.column("old").orElseThrow().obstacle()).contains("not every file has it");
    assertThat(sample.column("id").orElseThrow().obstacle()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x.csv", "/etc/passwd", "a\0.csv", "none.csv", "../*.csv", "a.txt", ""})
  void whatTheConnectorWouldNotReadIsNotLookedAt(String path) {
    assertThatThrownBy(() -> sample(path)).isInstanceOf(Malformed.class);
  }
}
