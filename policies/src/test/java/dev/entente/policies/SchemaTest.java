package dev.entente.policies;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schemas in {@code schemas/} describe what rules really see. */
class SchemaTest {
  private static final int QUESTIONS = 300;

  @TempDir private Path folder;

  /** What does not match, of these documents. */
  private JsonNode unmatched(String schema, List<JsonNode> documents) throws Exception {
    Path input =
        Files.write(folder.resolve("input.json"), Json.write(Map.of("documents", documents)));
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.copy(Path.of("schemas", schema + ".json"), data.resolve("data.json"));
    return Json.read(
        opa(
                "eval",
                "--format",
                "raw",
                "-i",
                input.toString(),
                "-d",
                data.toString(),
                "[found | some document in input.documents; [ok, found] := json.match_schema(document, data); not ok]")
            .getBytes(UTF_8));
  }

  private static String opa(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(OpaProcess.executable()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static List<JsonNode> questions() {
    var made = new SameVerdictTest();
    var questions = new ArrayList<JsonNode>();
    Stream.generate(made::input).limit(QUESTIONS).forEach(input -> questions.add(input.json()));
    questions.add(Questions.early().purpose(null).input().json());
    return questions;
  }

  private static List<JsonNode> raises() {
    var made = new SameVerdictTest();
    return Stream.generate(() -> Json.tree(made.facts())).limit(QUESTIONS).toList();
  }

  private static JsonNode with(JsonNode document, String name) {
    return ((ObjectNode) document.deepCopy()).put(name, 1);
  }

  @Test
  void what_the_gateway_asks_of_disclosure_matches() throws Exception {
    List<JsonNode> questions = questions();
    assertThat(unmatched("disclosure", questions)).isEmpty();
  }

  @Test
  void what_the_gateway_asks_of_promotion_matches() throws Exception {
    assertThat(unmatched("promotion", raises())).isEmpty();
  }

  @Test
  void another_fact_does_not() throws Exception {
    JsonNode question = questions().getFirst();
    assertThat(unmatched("disclosure", List.of(question, with(question, "news")))).hasSize(1);
  }

  @Test
  void an_authors_rules_may_see_either() throws Exception {
    var both = new ArrayList<>(questions());
    both.addAll(raises());
    both.add(with(both.getFirst(), "news"));
    assertThat(unmatched("custom", both)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "disclosure, released contains input.prupose if true",
    "promotion, further contains input.overdue if true",
    "purpose, late if input.purposes == 1",
    "custom, hide contains input.feild if true",
    "custom.orchard, deny contains input.feild if true",
    "templates.resale, deny contains input.feild if true"
  })
  void a_slip_in_a_rule_is_found(String name, String rule) throws Exception {
    Path slip =
        Files.writeString(
            folder.resolve("slip.rego"), "package entente." + name + "\n\n" + rule + "\n");
    String said = opa("check", "--strict", "--schema", "schemas", "rego", slip.toString());
    assertThat(said).contains("slip.rego:3: rego_type_error");
  }
}
