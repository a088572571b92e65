package dev.entente.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.demo.Commands.Said;
import dev.entente.server.running.RealOpa;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDiffCommandTest {
  @TempDir private Path root;
  private TinyAlliance alliance;
  private String next;

  @BeforeEach
  void write() {
    alliance =
        new TinyAlliance(root)
            .change("agreements/orchard.yaml", "[joint-planning]", "[joint-planning, resale]");
    next = root.resolve("next.tar.gz").toString();
  }

  private void build(String rules) throws Exception {
    RealOpa.orSkip("what two policies decide otherwise");
    alliance.write("rules/orchard.rego", rules);
    Said said = InProcess.run("policy", "build", root.resolve("rules").toString(), "-o", next);
    assertThat(said.exit()).as(said.err()).isZero();
  }

  private String diff(String one, String other, String... more) {
    List<String> line = new ArrayList<>(List.of("policy", "diff", root.toString(), one, other));
    line.addAll(List.of(more));
    Said said = InProcess.run(line.toArray(String[]::new));
    assertThat(said.exit()).as(said.err()).isZero();
    return said.out();
  }

  /** What it says of orchard's accounts: a line for each difference. */
  private List<String> orchards(String one, String other) {
    var lines = new ArrayList<String>();
    for (JsonNode about : Json.read(diff(one, other, "--json").getBytes(UTF_8))) {
      if (about.get("agreement").textValue().equals("orchard")) {
        about.get("differences").forEach(difference -> lines.add(line(difference)));
      }
    }
    return lines;
  }

  private static String line(JsonNode difference) {
    var parts = new ArrayList<String>();
    parts.add(difference.get("field").textValue());
    parts.add(difference.get("change").textValue());
    parts.add(difference.at("/was/release").textValue());
    parts.add(difference.at("/is/release").textValue());
    for (String dimension : List.of("stages", "purposes", "types", "when")) {
      var values = new ArrayList<String>();
      difference.get(dimension).forEach(value -> values.add(value.textValue()));
      parts.add(values.size() == all(dimension) ? "any" : String.join("+", values));
    }
    return String.join(" ", parts);
  }

  private static int all(String dimension) {
    return switch (dimension) {
      case "types" -> 6;
      case "when" -> 3;
      default -> 2;
    };
  }

  @Test
  void aPolicyIsTheSameAsItself() {
    assertThat(diff("standard", "current"))
        .isEqualTo("accounts for orchard: the same\nsecrets for pear: the same\n");
  }

  @Test
  void whatClosesIsSaidWithItsStagesPurposesTypesAndTimes() throws Exception {
    build(
        """
        package entente.custom.orchard

        deny contains {"field": "employees"} if {
        	input.partner == "Orchard Devices"
        	input.purpose == "resale"
        }

        hide contains "sector" if {
        	input.type == "oem"
        	input.stage == "early"
        }

        hide contains "sector" if {
        	input.type == "referral"
        	input.stage == "mid"
        }

        deny contains {"field": "margin"} if count(input.disputes) > 0
        """);
    assertThat(orchards("standard", next))
        .containsExactly(
            "sector closes full hidden early any oem any",
            "sector closes full hidden mid any referral any",
            "employees closes band withheld early resale any any",
            "employees closes full withheld mid resale any any",
            "margin changes withheld withheld early any any in dispute",
            "margin closes full withheld mid any any in dispute");
    assertThat(orchards(next, "standard"))
        .contains(
            "sector opens hidden full early any oem any",
            "employees opens withheld band early resale any any");
    assertThat(diff("standard", next))
        .contains(
            "sector     closes   full", "early", "oem", "in dispute", "no: policy", "for pear");
  }

  @Test
  void rowsThatAreLeftOutAreADifferenceToo() throws Exception {
    build(
        """
        package entente.custom.orchard

        rows contains {"field": "margin", "operator": "<", "value": 0.5} if input.type == "resale"
        """);
    assertThat(orchards("standard", next))
        .singleElement(STRING)
        .startsWith("(rows) closes \"all\" ")
        .contains("margin", "0.5")
        .endsWith(" any any resale any");
    assertThat(orchards(next, "standard").getFirst()).startsWith("(rows) opens ");
  }

  @Test
  void otherWordsForTheSameAreNoDifference() throws Exception {
    build(
        """
        package entente.custom.orchard

        deny contains {"field": "employees"} if 1 == 2
        """);
    assertThat(diff("standard", next)).contains("orchard: the same");
  }

  @Test
  void whatOnlyShowsWhenAMilestoneIsCompleteIsFound() throws Exception {
    alliance.change(
        "datasets/accounts.yaml", "value: 2, stage: mid", "value: 2, stage: mid, milestone: pilot");
    build(
        """
        package entente.custom.orchard

        deny contains {"field": "margin"} if "pilot" in input.milestones
        """);
    assertThat(orchards("standard", next))
        .contains("margin closes full withheld mid any any all shown");
  }

  @Test
  void whatIsNoBundleIsNamed() {
    Said said = InProcess.run("policy", "diff", root.toString(), "standard", "nowhere.tar.gz");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("nowhere.tar.gz: cannot be read");
  }
}
