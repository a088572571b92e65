package dev.entente.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.json.Malformed;
import dev.entente.source.Cells;
import dev.entente.source.Source;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UntidyDataTest {
  @TempDir private Path root;
  private Alliance alliance;

  @BeforeEach
  void fields() throws Exception {
    alliance = new Alliance(root).field("id", "string").field("n", "integer").field("t", "string");
  }

  @Test
  void aCellThatIsNotOfItsTypeIsNullAndCounted() throws Exception {
    alliance.file("a.csv", "id,n,t\na,12.5,x\nb,2013 (1888),y\nc,7,z\n");

    assertThat(alliance.rows("a.csv"))
        .containsExactly(row("a", null, "x"), row("b", null, "y"), row("c", 7L, "z"));
    assertThat(alliance.findings)
        .containsExactly(
            "n: 2 cells are no integer and left empty;" + " the first, in line 2, is `12.5`");
  }

  @Test
  void aRowWithoutAKeyAndOneWithAKeySeenBeforeAreLeftOut() throws Exception {
    alliance.file("a.csv", "id,n,t\nb,1,first\n,2,x\na,3,x\nb,4,second\n\"\",5,x\nb,6,third\n");

    assertThat(alliance.rows("a.csv")).containsExactly(row("a", 3L, "x"), row("b", 1L, "first"));
    assertThat(alliance.findings)
        .containsExactly(
            "2 rows without a key left out; the first, in line 3",
            "2 rows with a key seen before left out; the first, in line 5");
  }

  @Test
  void aRowWithALongerKeyThanMayBeIsLeftOut() throws Exception {
    String longest = "k".repeat(Source.LONGEST_KEY);
    alliance.file("a.csv", "id,n,t\n" + longest + ",1,x\n" + longest + "k,2,x\n");

    assertThat(alliance.rows("a.csv")).containsExactly(row(longest, 1L, "x"));
    assertThat(alliance.findings)
        .containsExactly(
            "1 row with a key of more than 1000 characters left out; the first, in line 3");
  }

  @Test
  void aShortRowHasNullsAndALongOneIsLeftOut() throws Exception {
    alliance.file("a.csv", "id,n,t\na\nb,1\nc,1,x,y\nd,1,x\n");

    assertThat(alliance.rows("a.csv"))
        .containsExactly(row("a", null, null), row("b", 1L, null), row("d", 1L, "x"));
    assertThat(alliance.findings)
        .containsExactly(
            "1 row that cannot be read left out;"
                + " the first, in line 4, has 4 cells where the header has 3");
  }

  @Test
  void brokenQuotingCostsItsOwnLine() throws Exception {
    alliance.file("a.csv", "id,n,t\na,1,\"x\"y,\nb,2,in\"side\nc,3,\"say \"\"so\"\"\"\n");

    assertThat(alliance.rows("a.csv"))
        .containsExactly(row("b", 2L, "in\"side"), row("c", 3L, "say \"so\""));
    assertThat(alliance.findings).singleElement().asString().contains("line 2, has text after");
  }

  @Test
  void aQuoteNeverClosedIsToldAndItsInsideIsNotTakenForRows() throws Exception {
    alliance.file("a.csv", "id,n,t\na,1,x\nb,2,\"open\nsecret,3,x\n");

    assertThat(alliance.rows("a.csv")).containsExactly(row("a", 1L, "x"));
    assertThat(alliance.findings)
        .singleElement()
        .asString()
        .contains("line 3, opens a quote that is never closed");
  }

  @Test
  void lineEndsMarksAndBlankLinesDoNotMatter() throws Exception {
    alliance.file("a.csv", "\uFEFFid,n,t\r\na,1,\"two\r\nlines\"\r\n\r\nb,2,😀");

    assertThat(alliance.rows("a.csv"))
        .containsExactly(row("a", 1L, "two\r\nlines"), row("b", 2L, "😀"));
    assertThat(alliance.findings).isEmpty();
  }

  @Test
  void emptyIsNullQuotedOrNotAndNaIsAText() throws Exception {
    alliance.file("a.csv", "id,n,t\na,,\"\"\nNA,,NA\nb,,null\n");

    assertThat(alliance.rows("a.csv"))
        .containsExactly(row("NA", null, "NA"), row("a", null, null), row("b", null, "null"));
    assertThat(alliance.findings).isEmpty();
  }

  @Test
  void bytesThatAreNotUtf8AndNulAreCountedAndCostOneCell() throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes("id,n,t\na,1,x".getBytes(StandardCharsets.UTF_8));
    bytes.write(0xff);
    bytes.writeBytes("\nb,2,y\0z\nc,3,\uFFFD\n".getBytes(StandardCharsets.UTF_8));
    alliance.file("a.csv", bytes.toByteArray());

    assertThat(alliance.rows("a.csv"))
        .containsExactly(row("a", 1L, null), row("b", 2L, null), row("c", 3L, "\uFFFD"));
    assertThat(alliance.findings).singleElement().asString().startsWith("t: 2 cells are no string");
  }

  @Test
  void aCellTooLongIsNullAndARowTooLongIsLeftOut() throws Exception {
    String longest = "x".repeat(Cells.LONGEST_TEXT);
    alliance.file(
        "a.csv",
        "id,n,t\na,1,"
            + longest
            + "\nb,2,"
            + longest
            + "x\nc,3,"
            + "y".repeat(17 << 20)
            + "\nd,4,z\n");

    assertThat(alliance.rows("a.csv"))
        .containsExactly(row("a", 1L, longest), row("b", 2L, null), row("d", 4L, "z"));
    assertThat(alliance.findings)
        .hasSize(2)
        .anyMatch(f -> f.contains("t: 1 cell is no string") && f.contains("line 3"))
        .anyMatch(f -> f.contains("line 4, has more than 16 MiB"));
  }

  @Test
  void aBrokenLineOfNdjsonCostsItselfAlone() throws Exception {
    alliance.file(
        "a.ndjson",
        "{\"id\":\"a\",\"n\":1,\"t\":\"😀\"}\n{\"id\":\"b\"\n[1]\n\n{\"id\":\"c\",\"n\":2,\"n\":3}\n"
            + "{\"id\":7,\"n\":\"8\",\"t\":[1,{\"id\":\"inner\"}]}");

    assertThat(alliance.rows("a.ndjson")).containsExactly(row("7", 8L, null), row("a", 1L, "😀"));
    assertThat(alliance.findings)
        .containsExactly(
            "t: 1 cell is no string and left empty;" + " the first, in line 6, is `a list`",
            "3 rows that cannot be read left out; the first, in line 2, is not JSON");
  }

  @Test
  void aBrokenListIsRefusedAndSaysWhere() throws Exception {
    alliance.file("a.json", "[{\"id\":\"a\",\"n\":1,\"t\":\"x\"},\n {\"id\": oops}]");

    refused("a.json", "/source/path", "is not JSON: line 2, column");
  }

  @Test
  void decimalsOfJsonStayExact() throws Exception {
    var exact = new Alliance(root).field("id", "integer").field("d", "decimal");
    exact.file(
        "d.json", "[{\"id\":1,\"d\":0.12345678901234567890123456789},{\"id\":2,\"d\":12.50}]");

    assertThat(exact.rows("d.json"))
        .hasToString("[[1, 0.12345678901234567890123456789], [2, 12.50]]");
  }

  @Test
  void aWholeNumberOfJsonIsAnIntegerHoweverItIsWritten() throws Exception {
    alliance.file(
        "a.ndjson",
        "{\"id\":\"a\",\"n\":7.0}\n{\"id\":\"b\",\"n\":1E2}\n{\"id\":\"c\",\"n\":7.5,\"t\":7.0}\n");

    assertThat(alliance.rows("a.ndjson"))
        .containsExactly(row("a", 7L, null), row("b", 100L, null), row("c", null, "7.0"));
    assertThat(alliance.findings).singleElement().asString().contains("line 3, is `7.5`");
  }

  @Test
  void aColumnThatIsNotThereIsRefusedWithThoseThatAre() throws Exception {
    alliance.file("a.csv", "id,n,x\n").file("a.json", "[{\"id\":1,\"n\":2,\"x\":3}]");
    refused("a.csv", "/fields/t", "no column `t`; it has `id`, `n`, `x`");
    refused("a.json", "/fields/t", "no column `t`; it has `id`, `n`, `x`");

    alliance.column("t", "Head Quarters");
    refused("a.csv", "/fields/t/column", "no column `Head Quarters`");
  }

  @Test
  void aHeaderThatNamesAColumnTwiceIsRefused() throws Exception {
    alliance.file("a.csv", "id,n,t,t\n");

    refused("a.csv", "/fields/t", "has the column `t` twice");
  }

  @Test
  void filesThatAreSomethingElseAreRefused() throws Exception {
    alliance
        .file("empty.csv", "")
        .file("wide.csv", "id,n,t\n".getBytes(StandardCharsets.UTF_16))
        .file("not.parquet", "PAR1 no");

    refused("empty.csv", "/source/path", "is empty");
    refused("wide.csv", "/source/path", "is UTF-16");
    refused("not.parquet", "/source/path", "is no Parquet file");
    assertThat(alliance.scratch).isEmptyDirectory();
  }

  @Test
  void aHiddenColumnIsNeverEvenLoaded() throws Exception {
    alliance.field("notes", "string", "never");
    String secret = "TOPSECRET".repeat(50);
    alliance.file("a.csv", "id,n,t,notes\n" + ("a,1,seen," + secret + "\n").repeat(3));

    try (Source source = alliance.open("a.csv")) {
      assertThat(source.read(alliance.everything(10)).rows()).hasSize(1);
      for (Path file : scratchFiles()) {
        assertThat(contains(file, "seen")).isTrue();
        assertThat(contains(file, "TOPSECRET")).isFalse();
      }
    }
    assertThat(alliance.scratch).isEmptyDirectory();
  }

  @Test
  void theConversionTellsHowFarItIs() throws Exception {
    var rows = new StringBuilder("id,n,t\n");
    for (int i = 0; i < 25_000; i++) {
      rows.append('k').append(i).append(",1,x\n");
    }
    alliance.file("a.csv", rows.toString());
    alliance.open("a.csv").close();

    assertThat(alliance.progress)
        .hasSize(2)
        .last()
        .isEqualTo(rows.length() + "/" + rows.length() + " bytes");
  }

  private List<Path> scratchFiles() throws Exception {
    try (var files = Files.list(alliance.scratch)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean contains(Path file, String text) throws Exception {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
  }

  private void refused(String path, String pointer, String why) {
    assertThatThrownBy(() -> alliance.open(path))
        .isInstanceOfSatisfying(Malformed.class, e -> assertThat(e.pointer()).isEqualTo(pointer))
        .hasMessageContaining(why);
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }
}
