package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An author's conditions on rows, over fields that the partner does not see, from Rego to HTTP. */
class RowsTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  /**
   * Of five rows two are left: ABC and DEF. BCD has too low a margin, CDE and EFG another owner.
   */
  private static final String OURS =
      """
      package entente.custom

      rows contains {"field": "owner", "operator": "in", "value": ["ana", "bo"]} if {
      	input.dataset == "accounts"
      	input.agreement == "orchard"
      }

      rows contains {"not": {"field": "margin", "operator": "<", "value": 0.2}} if {
      	input.dataset == "accounts"
      }
      """;

  private TinyAlliance alliance;

  @BeforeEach
  void write(@TempDir Path directory) throws Exception {
    alliance =
        new TinyAlliance(directory)
            .change(
                "datasets/accounts.yaml",
                "  notes:",
                "  owner: {type: string, stage: never, rows: true, column: Account Owner}\n  notes:")
            .write(
                "data/accounts.csv",
                """
                ticker,sector,employees,margin,notes,Account Owner
                ABC,Software,120,0.5,hidden,ana
                BCD,Hardware,50,0.1,hidden,bo
                CDE,Software,5000,0.3,hidden,
                DEF,Energy,many,0.2,hidden,bo
                EFG,Software,,0.4,hidden,chi
                """);
    Opa.embedded(alliance, OURS);
  }

  @Test
  void rowsThatAConditionExcludesAreNotThere() {
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();

      JsonNode all = orchard.post(QUERY, "{}").json();
      assertThat(tickers(all)).containsExactly("ABC", "DEF");
      assertThat(all.get("next").isNull()).isTrue();
      // A ticker and a sector each 1, and one band 1.5: what is held back costs nothing.
      assertThat(all.at("/reciprocity/value").decimalValue()).isEqualByComparingTo("5.5");
      assertThat(all.get("fields").toString()).doesNotContain("owner");

      assertThat(tickers(orchard.post(QUERY, "{\"filter\":\"ticker==CDE\"}").json())).isEmpty();
      assertThat(tickers(orchard.post(QUERY, "{\"filter\":\"sector!=Energy\"}").json()))
          .containsExactly("ABC");
      assertThat(orchard.post(QUERY, "{\"filter\":\"owner==chi\"}").code())
          .isEqualTo("field-unknown");
    }
  }

  @Test
  void pagesLeadOverThem() {
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      for (String sort : List.of("ticker", "-sector")) {
        String query = "{\"fields\":[\"ticker\"],\"sort\":[\"" + sort + "\"],\"limit\":1%s}";
        var first = orchard.post(QUERY, query.formatted("")).json();
        String cursor = ",\"cursor\":\"" + first.get("next").textValue() + "\"";
        var last = orchard.post(QUERY, query.formatted(cursor)).json();
        List<String> seen = new ArrayList<>(tickers(first));
        seen.addAll(tickers(last));
        assertThat(seen).containsExactlyInAnyOrder("ABC", "DEF");
        assertThat(last.get("next").isNull()).isTrue();
      }
    }
  }

  /** The rule that OPA compiles and the conditions as data must both hold. */
  @Test
  void anOpaServerMakesConditionsOfARule() throws Exception {
    Path socket = alliance.root.resolve("opa.sock");
    alliance.change(
        "entente.yaml",
        "admin: ",
        "policy: {engine: opa, url: \"unix://" + socket + "\"}\nadmin: ");
    Opa.served(
        alliance,
        "r1",
        """
        package entente.rows

        include if {
        	input.agreement == "orchard"
        	input.row.owner in {"ana", "bo"}
        }
        """,
        """
        package entente.custom

        rows contains {"not": {"field": "margin", "operator": "<", "value": 0.2}} if true
        """);
    Process opa = Opa.serve(alliance, socket);
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      // A busy machine may need more than the quarter of a second that a decision has.
      await().atMost(Duration.ofSeconds(20)).until(() -> orchard.post(QUERY, "{}").status() == 200);
      assertThat(tickers(orchard.post(QUERY, "{}").json())).containsExactly("ABC", "DEF");
    } finally {
      opa.destroyForcibly();
      opa.onExit().join();
    }
  }

  @Test
  void theProcessItselfMakesNone() throws Exception {
    Opa.embedded(alliance, "package entente.rows\n\ninclude if input.row.owner == \"ana\"\n");
    assertThatThrownBy(() -> RunningGateway.start(alliance))
        .hasMessageContaining("policy: {engine: opa, url: …}");
  }

  @Test
  void aConditionThatIsNoneReleasesNothingAndSaysWhere() throws Exception {
    for (String rows :
        List.of(
            "{\"field\": \"nobody\", \"operator\": \"==\", \"value\": 1}",
            "{\"field\": \"notes\", \"operator\": \"==\", \"value\": \"hidden\"}",
            "{\"field\": \"margin\", \"operator\": \"=\", \"value\": 1}",
            "{\"field\": \"margin\", \"operator\": \"==\", \"value\": \"0.5\"}",
            "{\"or\": []}",
            "\"all\"")) {
      Opa.embedded(alliance, "package entente.custom\n\nrows contains " + rows + " if true\n");
      try (var gateway = RunningGateway.start(alliance)) {
        Reply refused = gateway.orchard().post(QUERY, "{}");
        assertThat(refused.status()).as(rows).isEqualTo(503);
        assertThat(refused.code()).as(rows).isEqualTo("policy-unavailable");
      }
    }
  }

  private static List<String> tickers(JsonNode answer) {
    List<String> tickers = new ArrayList<>();
    answer.get("records").forEach(record -> tickers.add(record.get("ticker").textValue()));
    return tickers;
  }
}
