package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one partner knows, in the console: the sums, the records, and each cell of one. */
class KnownPagesTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final String KNOWN = "/alliances/orchard/known";

  @TempDir private Path directory;

  @Test
  void aPersonFollowsAPartnerDownToACell() {
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(new TinyAlliance(directory))) {
      gateway.orchard().post(QUERY, "{\"filter\":\"ticker==ABC\"}");
      try (var ana = new Person(chromium.browser, gateway, "ana").invited(gateway)) {
        ana.page.navigate("/alliances/orchard");
        ana.page.getByText("Record by record").click();
        assertThat(ana.page.locator("main").innerText()).contains("employees", "band", "1 record");
        ana.page.getByText("1 record").click();
        ana.page.locator("#known-records a").first().click();
        assertThat(ana.page.locator("#known-cells").innerText())
            .contains("ticker", "full", "employees", "band")
            .doesNotContain("margin");
        ana.page.navigate(KNOWN + "/accounts");
        ana.page.locator("input[name=key]").fill("ABC");
        ana.page.locator("form[role=search] button").click();
        assertThat(ana.page.locator("#known-cells").innerText()).contains("ticker");
      }
    }
  }

  @Test
  void theFiguresAreThoseOfTheLedgerAndTheCsvHasEachCell() {
    try (var gateway = RunningGateway.start(new TinyAlliance(directory))) {
      var orchard = gateway.orchard();
      var bo = Visitor.of(gateway, "bo");
      assertThat(bo.get("/v1" + KNOWN).json().get("records").intValue()).isZero();
      assertThat(bo.get(KNOWN).text()).contains("No record yet");

      Reply answer = orchard.post(QUERY, "{\"fields\":[\"ticker\",\"sector\"]}");
      int records = answer.json().get("records").size();

      JsonNode known = bo.get("/v1" + KNOWN).json();
      assertThat(known.get("records").intValue()).isEqualTo(records);
      assertThat(known.get("value")).isEqualTo(answer.json().at("/reciprocity/exposure"));
      List<String> csv = bo.get("/v1" + KNOWN + ".csv").text().lines().toList();
      assertThat(csv).hasSize(1 + known.get("cells").intValue());
      assertThat(csv.get(1)).startsWith("accounts,hash:");
      JsonNode page = bo.get("/v1" + KNOWN + "/accounts").json();
      assertThat(page.get("found").intValue()).isEqualTo(records);
      String record = page.at("/records/0/record").textValue();
      assertThat(bo.get("/v1" + KNOWN + "/accounts/records/" + record).json())
          .isEqualTo(page.at("/records/0"));
      assertThat(bo.get("/v1" + KNOWN + "/accounts?page=7").json().get("records")).isEmpty();

      orchard.post(QUERY, "{\"fields\":[\"employees\"]}");
      assertThat(bo.get("/v1" + KNOWN).json().get("cells").intValue())
          .isGreaterThan(known.get("cells").intValue());
    }
  }

  @Test
  void nothingOfAnotherAllianceIsShownUnderThisOne() {
    try (var gateway = RunningGateway.start(new TinyAlliance(directory))) {
      gateway.orchard().post(QUERY, "{}");
      var bo = Visitor.of(gateway, "bo");
      String record =
          bo.get("/v1" + KNOWN + "/accounts").json().at("/records/0/record").textValue();

      assertThat(bo.get("/v1/alliances/pear/known").json().get("records").intValue()).isZero();
      for (String path :
          List.of(
              "/alliances/pear/known/accounts",
              "/alliances/pear/known/accounts/records/" + record,
              "/alliances/nothing/known",
              "/alliances/%3Cscript%3E/known",
              "/alliances/orchard/known/secrets",
              "/alliances/orchard/known/..%2Faccounts",
              "/alliances/orchard/known/accounts/records/" + record.replace(record.charAt(0), 'z'),
              "/alliances/orchard/known/accounts/records/%3Cscript%3Ealert(1)")) {
        assertThat(bo.get(path).status()).as(path).isEqualTo(404);
        assertThat(bo.get("/v1" + path).status()).as(path).isEqualTo(404);
        assertThat(bo.get(path).text()).as(path).doesNotContain("<script>alert");
      }
      Reply unknown = bo.get(KNOWN + "/accounts/record?key=%3Cimg%20src%3Dx%3E");
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.text()).contains("&lt;img src=x&gt;").doesNotContain("<img");
      assertThat(bo.get(KNOWN + "/accounts/record?key=ABC").text()).contains("known-cells");
    }
  }
}
