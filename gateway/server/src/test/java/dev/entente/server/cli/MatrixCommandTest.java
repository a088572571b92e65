package dev.entente.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.running.Caller;
import dev.entente.server.running.Opa;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixCommandTest {
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
                "value: 2, stage: mid, milestone: pilot");
  }

  private JsonNode matrix() {
    var said = InProcess.run("policy", "matrix", root.toString(), "accounts", "--json");
    assertThat(said.exit()).as(said.err()).isZero();
    return Json.read(said.out().getBytes(StandardCharsets.UTF_8)).get(0);
  }

  /** What it foretells of a stage is what the partner is told there. */
  @Test
  void itForetellsWhatThePartnerIsTold() {
    JsonNode matrix = matrix();
    assertThat(matrix.get("agreement").textValue()).isEqualTo("orchard");
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      told(matrix, "early", orchard);
      order("ana", "propose");
      order("bo", "approve");
      order("chi", "approve");
      told(matrix, "mid", orchard);
    }
    assertThat(matrix.at("/fields/margin/stages/mid").toString())
        .isEqualTo(
            "{\"release\":\"withheld\",\"because\":\"milestone\",\"unlock\":[\"complete milestone pilot\"]}");
  }

  private void order(String operator, String command) {
    var said =
        InProcess.run(
            command, root.toString(), "orchard", "mid", "--as", operator, "--because", "now");
    assertThat(said.exit()).as(said.err()).isZero();
  }

  private static void told(JsonNode matrix, String stage, Caller partner) {
    JsonNode fields = partner.get("/v1/agreements/orchard/datasets/accounts").json().get("fields");
    assertThat(fields.size()).isEqualTo(matrix.get("fields").size()).isPositive();
    fields
        .properties()
        .forEach(
            field -> {
              JsonNode foretold = matrix.get("fields").get(field.getKey()).get("stages").get(stage);
              for (String part : new String[] {"release", "because", "unlock"}) {
                assertThat(foretold.get(part))
                    .as(field.getKey() + " at " + stage + ": " + part)
                    .isEqualTo(field.getValue().get(part));
              }
            });
  }

  @Test
  void aPageNeedsNothingBesideItAndEscapesWhatItShows() throws Exception {
    alliance.change("datasets/accounts.yaml", "title: ", "title: <b>&'\" ");
    Path page = root.resolve("page.html");
    var said =
        InProcess.run("policy", "matrix", root.toString(), "accounts", "--html", page.toString());
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out()).contains("employees", "band", "no: milestone");
    assertThat(Files.readString(page))
        .contains("&lt;b&gt;&amp;&#39;&quot;", "<td class='weaker'", "complete milestone pilot")
        .doesNotContain("<b>", "http:", "https:", "<script");
  }

  @Test
  void whereRowsAreNarrowedItSaysSo() throws Exception {
    assertThat(matrix().get("rows").toString()).isEqualTo("{\"early\":\"all\",\"mid\":\"all\"}");
    Opa.embedded(
        alliance,
        """
        package entente.custom

        rows contains {"field": "margin", "operator": "<", "value": 0.5} if input.stage == "early"
        """);
    assertThat(matrix().get("rows").toString())
        .isEqualTo(
            "{\"early\":{\"and\":[{\"field\":\"margin\",\"operator\":\"<\",\"value\":0.5}]},"
                + "\"mid\":\"all\"}");
    assertThat(InProcess.run("policy", "matrix", root.toString(), "accounts").out())
        .endsWith("Not all rows: the policy has a condition at early.\n");
  }

  @Test
  void aDatasetThatNobodyIsOfferedIsSaidToBeSo() {
    var said = InProcess.run("policy", "matrix", root.toString(), "nothing");
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("no agreement offers the dataset nothing", "accounts, secrets");
    assertThat(
            InProcess.run("policy", "matrix", root.toString(), "accounts", "--agreement", "pear")
                .err())
        .contains("no agreement pear offers the dataset accounts");
  }
}
