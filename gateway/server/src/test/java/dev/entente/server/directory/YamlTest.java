package dev.entente.server.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  private static final String FILE = "a.yaml";

  @TempDir private Path root;

  @Test
  void everyPlaceHasItsLine() throws IOException {
    YamlFile file =
        read(
            """
            # a comment
            a:
              - b
              - {c/d: 1,
                 e~f: 2}
            g: >
              text
            h: x
            """);
    assertThat(file.line("/a")).isEqualTo(2);
    assertThat(file.line("/a/0")).isEqualTo(3);
    assertThat(file.line("/a/1/c~1d")).isEqualTo(4);
    assertThat(file.line("/a/1/e~0f")).isEqualTo(5);
    assertThat(file.line("/h")).isEqualTo(8);
    assertThat(file.line("/a/1/missing/deeper")).isEqualTo(4);
    assertThat(file.line("/missing")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "12,12",
    "-3,-3",
    "+3,3",
    "0o17,15",
    "0xff,255",
    "1.50,1.50",
    "1e3,1E+3",
    ".5,0.5",
    "true,true",
    "False,false",
    "~,null",
    "007,7"
  })
  void plainWordsAreOfTheCoreSchema(String written, String json) throws IOException {
    JsonNode value = read("a: " + written).doc().node().get("a");
    assertThat(value.isTextual()).isFalse();
    assertThat(value.asText()).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no", "on", "2024-01-31", "1_000", "12:30:45", "0b1", "1e", "0x"})
  void everythingElseIsAText(String written) throws IOException {
    assertThat(read("a: " + written).doc().at("a").text()).isEqualTo(written);
  }

  @Test
  void whatIsQuotedIsAText() throws IOException {
    assertThat(read("a: ['1', \"true\"]").doc().at("a").texts()).containsExactly("1", "true");
    assertThat(read("a: |-\n  7\n").doc().at("a").text()).isEqualTo("7");
  }

  @Test
  void anAliasRepeatsWhatItNames() throws IOException {
    assertThat(read("a: &k [x, y]\nb: *k\n").doc().at("b").texts()).containsExactly("x", "y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\nb: 2\\na: 3|3: `a` stands here twice, first at line 1",
        "a: 1\\n---\\nb: 1|2: a second document begins here",
        "a:\\n  - !!str 1|2: leave out the tag",
        "a: !mine {b: c}|1: leave out the tag",
        "!!map {a: b}|1: leave out the tag",
        "a: &x [*x]|1: `*x` repeats nothing before it",
        "a: *x|1: `*x` repeats nothing before it",
        "a: 1\\n? [b]\\n: c|2: a name before `:` is a plain word",
        "a: 1\\nb: .inf|2: a number is finite",
        "a: .NaN|1: a number is finite",
        "a: 1e999999999|1: out of bounds",
        "a: 1\\nb: [1, 2|2: not YAML",
        "a: 1\\n\\tb: 2|2: not YAML",
        "a: 1\\nb: ${NO_SUCH}|2: the environment has no `NO_SUCH`",
        "a: 1\\n${b}: 2|2: a variable of the environment stands only in a value",
        "a: {b: 1,\\n c: ${NO_SUCH}/d}|2: the environment has no `NO_SUCH`",
        "a: 1\\nb: \uE000|2: a character for private use",
        "a: ${no such}|1: begins the name of an environment variable",
        "a: 1\\nb: ${|2: begins the name of an environment variable",
        "# nothing|1: the file is empty",
      })
  void whatWeDoNotReadIsRefusedAtItsLine(String text, String told) throws IOException {
    Mistake mistake = refused(text.replace("\\n", "\n").replace("\\t", "\t"));
    String line = told.substring(0, told.indexOf(':'));
    assertThat(mistake.toString())
        .startsWith(FILE + ":" + line + ": ")
        .contains(told.substring(told.indexOf(' ') + 1));
  }

  @Test
  void aliasesOfAliasesDoNotGrowWithoutBound() throws IOException {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      text.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", ten(before))));
    }
    assertThat(refused(text.toString()).toString())
        .isEqualTo("a.yaml:5: more than 50000 values, aliases written out");
  }

  private static List<String> ten(String text) {
    return Collections.nCopies(10, text);
  }

  @Test
  void depthAndSizeHaveBounds() throws IOException {
    assertThat(refused("a: " + "[".repeat(10_000)).text()).contains("nested more than 50 deep");
    assertThat(refused("#".repeat(Yaml.LARGEST + 1)).text()).contains("larger than 1 MiB");
    assertThat(refused("a: 1" + "1".repeat(100_000)).text()).contains("a number is finite");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedAtTheirLine() throws IOException {
    Files.write(root.resolve(FILE), "a: 1\nb: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(mistake()).hasToString("a.yaml:2: not UTF-8; save the file as UTF-8");
  }

  @Test
  void charactersThatYamlForbidsAreRefusedAtTheirLine() throws IOException {
    assertThat(refused("a: 1\nb: \u0007"))
        .hasToString("a.yaml:2: the character U+0007 may not stand in YAML");
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    assertThat(read("\uFEFFa: b").doc().at("a").text()).isEqualTo("b");
  }

  private YamlFile read(String text) throws IOException {
    Files.writeString(root.resolve(FILE), text);
    return yaml().read(root, FILE, new Mistakes()).orElseThrow();
  }

  private Mistake refused(String text) throws IOException {
    Files.writeString(root.resolve(FILE), text);
    return mistake();
  }

  private Mistake mistake() {
    var mistakes = new Mistakes();
    assertThat(yaml().read(root, FILE, mistakes)).isEmpty();
    try {
      mistakes.refuse();
      throw new AssertionError("no mistake was told");
    } catch (DirectoryProblems problems) {
      return problems.mistakes().getFirst();
    }
  }

  private static Yaml yaml() {
    return new Yaml(name -> null);
  }
}
