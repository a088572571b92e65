package dev.entente.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.policies.Library;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.Opa;
import dev.entente.server.running.RealOpa;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyExplainCommandTest {
  @TempDir private Path root;
  private TinyAlliance alliance;

  @BeforeEach
  void write() {
    alliance =
        new TinyAlliance(root)
            .change("entente.yaml", "cleared: 3", "cleared: 0")
            .change(
                "datasets/accounts.yaml",
                "value: 2, stage: mid",
                "value: 2, stage: mid, milestone: pilot")
            .change("agreements/orchard.yaml", "[joint-planning]", "[joint-planning, resale]");
  }

  private Said explain(String field, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("policy", "explain", root.toString(), "orchard", "accounts", "--field", field));
    line.addAll(List.of(more));
    return InProcess.run(line.toArray(String[]::new));
  }

  private String lines(String field, String... more) {
    Said said = explain(field, more);
    assertThat(said.exit()).as(said.err()).isZero();
    return said.out();
  }

  private JsonNode document(String field, String... more) {
    List<String> line = new ArrayList<>(List.of(more));
    line.add("--json");
    return Json.read(lines(field, line.toArray(String[]::new)).getBytes(UTF_8));
  }

  private static String opens(JsonNode document, String fact) {
    for (JsonNode change : document.get("changes")) {
      if (change.get("fact").textValue().equals(fact)) {
        return change.get("release").textValue();
      }
    }
    throw new AssertionError(fact + " is not among " + document.get("changes"));
  }

  @Test
  void itNamesTheRuleTheFactsAndWhatOpensTheField() {
    isExplained();
  }

  private void isExplained() {
    assertThat(lines("employees"))
        .contains(
            "employees of accounts for orchard at early, policy sha256:",
            "band, because: stage",
            "entente.disclosure.waiting, because: stage",
            "obstacles.rego:",
            "Exploitation risk; the stage is not reached",
            "cure: reach stage mid",
            "opens-at    mid",
            "milestones  none",
            "credit      yes",
            "in full by: reach stage mid\n");
  }

  @Test
  void twoThingsInTheWayAreBothNamedAndNoSingleChangeOpensIt() {
    JsonNode early = document("margin");
    assertThat(early.findValuesAsText("rule"))
        .containsExactly("entente.disclosure.waiting", "entente.disclosure.unproven");
    assertThat(opens(early, "reach stage mid")).isEqualTo("withheld");
    assertThat(opens(early, "complete milestone pilot")).isEqualTo("withheld");
    assertThat(opens(early, "all of this")).isEqualTo("full");

    JsonNode mid = document("margin", "--stage", "mid");
    assertThat(mid.get("because").textValue()).isEqualTo("milestone");
    assertThat(opens(mid, "complete milestone pilot")).isEqualTo("full");
  }

  @Test
  void anotherPurposeIsTried() {
    JsonNode other = document("ticker", "--purpose", "theft");
    assertThat(other.findValuesAsText("rule")).containsExactly("entente.purpose.obstacles");
    assertThat(opens(other, "state purpose resale")).isEqualTo("full");
    assertThat(opens(other, "reach stage mid")).isEqualTo("withheld");
    assertThat(document("ticker", "--purpose", "resale").get("release").textValue())
        .isEqualTo("full");
  }

  @Test
  void whatIsOpenHasNothingInTheWay() {
    assertThat(lines("sector"))
        .contains("\nfull\n", "none stands in the way")
        .doesNotContain("in full by", "none of it");
  }

  @Test
  void factsAreThoseOfTheLedger() {
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard().get("/v1/agreements/orchard/standing");
      for (String[] fact : new String[][] {{"milestone", "pilot"}, {"dispute", "invoice"}}) {
        Said said =
            InProcess.run(
                "record",
                root.toString(),
                "orchard",
                fact[0],
                fact[1],
                "--as",
                "ana",
                "--because",
                "seen");
        assertThat(said.exit()).as(said.err()).isZero();
      }
    }
    assertThat(lines("margin")).contains("milestones  pilot", "disputes    invoice");
    JsonNode told = document("margin");
    assertThat(told.findValuesAsText("rule")).containsExactly("entente.disclosure.waiting");
    assertThat(opens(told, "resolve dispute invoice")).isEqualTo("withheld");
    assertThat(opens(told, "reach stage mid")).isEqualTo("full");
  }

  @Test
  void whereCreditIsLackingBothWaysToItAreNamed() {
    alliance.change("agreements/orchard.yaml", "purposes:", "windows: {targeting: 0}\npurposes:");
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard().get("/v1/agreements/orchard/standing");
    }
    JsonNode dry = document("sector");
    assertThat(dry.findValuesAsText("rule")).containsExactly("entente.reciprocity.obstacles");
    assertThat(dry.at("/facts/credit").booleanValue()).isFalse();
    assertThat(opens(dry, "credit in targeting")).isEqualTo("full");
    assertThat(opens(dry, "ask for it by name")).isEqualTo("full");
  }

  @Test
  void whatIsNotThereIsNamedBesideWhatIs() {
    assertThat(explain("salary").err()).contains("has no field salary", "employees");
    assertThat(explain("notes").err()).contains("has no field notes in the terms");
    assertThat(explain("margin", "--stage", "late").err()).contains("no stage late", "early, mid");
    assertThat(
            InProcess.run("policy", "explain", root.toString(), "fig", "accounts", "--field", "a")
                .err())
        .contains("no agreement fig", "orchard, pear");
    assertThat(
            InProcess.run("policy", "explain", root.toString(), "pear", "accounts", "--field", "a")
                .err())
        .contains("pear offers no dataset accounts", "secrets");
  }

  @Test
  void ofSeveralRulesOfAnAuthorTheOneThatNamesTheFieldIsShown() throws Exception {
    RealOpa.orSkip("which of an author's rules is shown");
    alliance.write(
        "policies/rego/orchard.rego",
        """
        package entente.custom.orchard

        # METADATA
        # title: Sectors are Bo's
        deny contains {"field": "sector", "unlock": ["ask Bo"]} if input.partner == "Orchard Devices"

        # METADATA
        # title: Small margins are ours
        rows contains {"field": "margin", "operator": ">=", "value": 0.2} if input.dataset == "accounts"

        # METADATA
        # title: Head counts wait for a team
        deny contains {"field": "employees", "unlock": ["stake joint-team"]} if {
        	input.partner == "Orchard Devices"
        	not "joint-team" in input.signals
        }
        """);
    assertThat(InProcess.run("policy", "build", root.toString()).err()).isEmpty();
    assertThat(lines("employees", "--stage", "mid"))
        .contains(
            "withheld, because: policy",
            "in these rows alone: ",
            "entente.custom.orchard.deny, because: policy",
            "orchard.rego:13  Head counts wait for a team",
            "in full by: stake joint-team")
        .doesNotContain("Sectors");
  }

  @Test
  void anOpaServerIsAskedForTheRulesToo() throws Exception {
    Opa.served(alliance, "1");
    Path socket = root.resolve("opa.sock");
    alliance.change(
        "entente.yaml",
        "admin: ",
        "policy: {engine: opa, url: \"unix://" + socket + "\"}\nadmin: ");
    Process opa = Opa.serve(alliance, socket);
    try {
      isExplained();
    } finally {
      opa.destroyForcibly().waitFor();
    }
  }

  @Test
  void aBundleThatDoesNotSayWhichRuleStillHasFactsAndChanges() throws Exception {
    RealOpa.orSkip("a bundle that does not explain itself");
    Library.rego()
        .forEach(
            (name, text) -> {
              if (!name.endsWith("explanation.rego")) {
                alliance.write("policies/rego/" + name, text);
              }
            });
    assertThat(InProcess.run("policy", "build", root.toString()).err()).isEmpty();
    assertThat(lines("employees"))
        .contains(
            "the bundle does not say which", "opens-at    mid", "in full by: reach stage mid");
  }
}
