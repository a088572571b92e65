package dev.entente.server.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.Ladder;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.server.directory.DatasetFile;
import dev.entente.server.directory.DirectoryProblems;
import dev.entente.server.directory.OneManifest;
import dev.entente.source.Sampling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a source calls its columns, a manifest names just those and says nothing else. */
final class ManifestTextTest {
  private static final Ladder LADDER =
      Ladder.read(Doc.of(Json.tree(List.of(Map.of("stage", "early", "window", 100)))));

  private static String text(String column) {
    var sampling = new Sampling();
    for (String cell : List.of("a", "b")) {
      sampling.cell("id", cell);
      sampling.cell(column, cell);
      sampling.end();
    }
    try {
      return ManifestText.of(
          Draft.of(
              new DatasetId("things"),
              "{connector: files, path: x.csv}",
              sampling.sample(),
              LADDER.stages(),
              List.of("id")));
    } catch (Undrafted e) {
      throw new AssertionError(e);
    }
  }

  private static DatasetFile read(String text) {
    try {
      return new OneManifest(LADDER, name -> "environment", List.of("files"))
          .read("datasets/things.yaml", text);
    } catch (DirectoryProblems e) {
      throw new AssertionError(e.getMessage() + "\n" + text, e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\"b",
        "a'b; DROP TABLE x; --",
        "}, stage: early}",
        "x\n  secret: {type: string, category: accounts, value: 1, stage: early}",
        "x\r\ny",
        "x\u0085y\u2028z",
        "# not a comment",
        "a: b",
        "- a",
        "&a",
        "*a",
        "!!str a",
        "%TAG",
        "@a",
        "\u0007\u001b[31mred",
        "\\u0041",
        "ends with space ",
        "\u202eright to left",
        "null",
        "true",
        "1",
        "1e3",
        "~",
        "ä ö",
        "公司",
        "😀",
        "$HOME",
        "{x}",
        "a.b/c~d"
      })
  void aColumnOfAnyNameIsNamedJustSo(String column) {
    DatasetFile file = read(text(column));
    Map<String, Doc> fields = file.file().doc().at("fields").members();
    assertThat(fields).hasSize(2);
    var field = fields.entrySet().stream().skip(1).findFirst().orElseThrow();
    assertThat(field.getValue().find("column").map(Doc::text).orElse(field.getKey()))
        .isEqualTo(column);
    assertThat(field.getValue().at("stage").text()).isEqualTo("never");
    assertThat(file.manifest().dataset().held().keySet()).containsExactly(new FieldName("id"));
  }

  /** These mean the environment there, and no spelling of YAML can say otherwise. */
  @ParameterizedTest
  @ValueSource(strings = {"${HOME}", "a${", "\uE000HOME\uE001", "\0"})
  void aColumnThatCannotBeNamedIsLeftOutAndSaid(String column) {
    String text = text(column);
    DatasetFile file = read(text);
    assertThat(file.file().doc().at("fields").members().keySet()).containsExactly("id");
    assertThat(text).contains("# No field can name the column ");
    assertThat(text).doesNotContain("environment");
  }

  @Test
  void eachFieldHasItsReasonOnItsLine() {
    assertThat(text("sector").lines().filter(it -> it.startsWith("  ")))
        .allMatch(it -> it.contains("}  # "));
  }

  @Test
  void columnsThatComeToOneNameAreFieldsOfTheirOwn() {
    var sampling = new Sampling();
    for (String column : List.of("id", "net sales", "net-sales", "Net Sales", "净", "额")) {
      sampling.cell(column, "a");
    }
    sampling.end();
    try {
      Draft draft =
          Draft.of(
              new DatasetId("things"),
              "{connector: files, path: x.csv}",
              sampling.sample(),
              LADDER.stages(),
              List.of());
      assertThat(draft.fields())
          .extracting(it -> it.name().value())
          .containsExactly("id", "net-sales", "net-sales-2", "net-sales-3", "field", "field-2");
      read(ManifestText.of(draft));
    } catch (Undrafted e) {
      throw new AssertionError(e);
    }
  }
}
