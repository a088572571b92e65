package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a partner would be answered, in the console. */
class SeeAsPartnerTest {
  private static final String CALL = "/v1/alliances/orchard/datasets/accounts/preview";
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir Path directory;

  private TinyAlliance alliance() {
    return new TinyAlliance(directory)
        .change(
            "entente.yaml",
            "operators: [ana, bo, chi]",
            "operators: [ana, bo, chi, dee, eli]\nroles: {bo: security, chi: auditor, dee: viewer}")
        .change("entente.yaml", "gate: {cleared: 3, approvals: 2}", "gate: {approvals: 1}");
  }

  private static String records(Reply reply) {
    String text = reply.text();
    int from = text.indexOf("\"records\":");
    return text.substring(from, text.indexOf(']', from) + 1);
  }

  private static String releases(RunningGateway gateway) {
    try (var wire = new Wire(gateway.admin())) {
      return wire.get("/metrics")
          .text()
          .lines()
          .filter(it -> it.startsWith("entente_"))
          .filter(it -> !it.startsWith("entente_source"))
          .toList()
          .toString();
    }
  }

  @Test
  void theCallIsTheAnswerThatFollowsAndLeavesNothingBehind() {
    try (var gateway = RunningGateway.start(alliance())) {
      var orchard = gateway.orchard();
      var bo = Visitor.of(gateway, "bo");
      for (String query :
          List.of(
              "{}",
              "{\"fields\":[\"ticker\",\"employees\"],\"limit\":2}",
              "{\"filter\":\"sector==Software\",\"purpose\":\"joint-planning\"}")) {
        String ledger = bo.get("/v1/ledger").text();
        String metrics = releases(gateway);
        JsonNode standing = bo.get("/v1/alliances/orchard").json();

        Reply preview = bo.call(CALL, query);
        bo.call(CALL, query);

        assertThat(preview.status()).as(preview.text()).isEqualTo(200);
        assertThat(bo.get("/v1/ledger").text()).isEqualTo(ledger);
        JsonNode after = bo.get("/v1/alliances/orchard").json();
        assertThat(after.get("exposure")).isEqualTo(standing.get("exposure"));
        assertThat(after.get("known")).isEqualTo(standing.get("known"));
        assertThat(releases(gateway)).isEqualTo(metrics);
        Reply answer = orchard.post(QUERY, query);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(records(preview)).isEqualTo(records(answer)).contains("ABC");
        assertThat(preview.json().get("reciprocity")).isEqualTo(answer.json().get("reciprocity"));
        assertThat(preview.json().get("fields")).isEqualTo(answer.json().get("fields"));
      }
    }
  }

  @Test
  void onlyWhoDecidesWhatPartnersSeeIsShownRecords() {
    try (var gateway = RunningGateway.start(alliance())) {
      gateway.orchard();
      for (String name : List.of("chi", "dee")) {
        var visitor = Visitor.of(gateway, name);
        assertThat(visitor.get("/datasets/accounts?agreement=orchard").text())
            .contains("alliance managers and security only")
            .doesNotContain("/preview");
        Reply page = visitor.submit("/datasets/accounts/preview", Map.of("agreement", "orchard"));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text()).contains("Your role").doesNotContain("ABC");
        Reply call = visitor.call(CALL, "{}");
        assertThat(call.status()).isEqualTo(403);
        assertThat(call.text()).doesNotContain("ABC");
      }
      var ana = Visitor.of(gateway, "ana");
      assertThat(ana.call(CALL, "{}").text()).contains("ABC");
      assertThat(ana.callFromElsewhere(CALL, "{}").status()).isEqualTo(403);
    }
  }

  @Test
  void theFormWorksWithoutAScriptAndEscapesWhateverIsInIt() {
    var alliance =
        alliance()
            .change("data/accounts.csv", "ABC,Software", "ABC,<img src=x onerror=alert(1)>")
            .change("agreements/orchard.yaml", "Orchard Devices", "\"<b>Orchard</b>\"")
            .change("datasets/accounts.yaml", "Accounts we sell to", "\"<i>Accounts</i>\"");
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      var ana = Visitor.of(gateway, "ana");
      ana.get("/datasets/accounts?agreement=%22%3E%3Cscript%3E");
      Reply page = ana.submit("/datasets/accounts/preview", Map.of("agreement", "orchard"));
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.text())
          .contains("&lt;img src=x onerror=alert(1)&gt;")
          .contains("&lt;i&gt;Accounts&lt;/i&gt;")
          .doesNotContain("<img")
          .doesNotContain("<i>");

      Reply filtered =
          ana.submit(
              "/datasets/accounts/preview",
              Map.of(
                  "agreement",
                  "orchard",
                  "filter",
                  "sector==\"><script>alert(1)</script>' or 1=1;--",
                  "limit",
                  "<b>",
                  "purpose",
                  "<u>"));
      assertThat(filtered.status()).isEqualTo(200);
      assertThat(filtered.text()).contains("query-malformed").doesNotContain("<script>alert");
      Reply injected =
          ana.submit(
              "/datasets/accounts/preview",
              Map.of("agreement", "orchard", "filter", "sector=='x'' or ''1''=''1'"));
      assertThat(injected.text()).doesNotContain("BCD");
      for (String agreement : List.of("pear", "nothing", "../orchard", "<script>")) {
        Reply other = ana.submit("/datasets/accounts/preview", Map.of("agreement", agreement));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.text()).doesNotContain("BCD").doesNotContain("<script>");
      }
      assertThat(ana.get("/datasets/nothing").status()).isEqualTo(404);
      assertThat(ana.get("/datasets/%3Cscript%3E").text()).doesNotContain("<script>a");
    }
  }

  @Test
  void aPersonSeesItInABrowserAtEachStage() {
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(alliance())) {
      var orchard = gateway.orchard();
      try (var ana = new Person(chromium.browser, gateway, "ana").invited(gateway);
          var eli = new Person(chromium.browser, gateway, "eli").invited(gateway)) {
        see(ana);
        assertThat(ana.page.locator("#records").innerText()).contains("100-999");
        assertThat(fate(ana, "margin")).contains("withheld").contains("stage").contains("mid");
        assertThat(ana.page.locator("#price").innerText()).contains("of a window of 500");

        ana.page.navigate("/alliances/orchard");
        ana.order("Propose mid", "they delivered");
        ana.page.waitForURL("**/proposals/mid");
        eli.page.navigate("/alliances/orchard/proposals/mid");
        eli.order("Approve", "so they did");
        eli.page.waitForURL("**/alliances/orchard");
        see(ana);
        assertThat(ana.page.locator("#records").innerText()).contains("120");
        assertThat(fate(ana, "margin")).contains("full");
        Reply preview = Visitor.of(gateway, "bo").call(CALL, "{}");
        assertThat(records(preview)).isEqualTo(records(orchard.post(QUERY, "{}")));
      }
    }
  }

  private static void see(Person person) {
    person.page.navigate("/alliances/orchard");
    person.page.getByText("See accounts as this partner").click();
    person.page.locator("input[name=fields][value=employees]").check();
    person.page.locator("input[name=fields][value=ticker]").check();
    person.page.locator("form.as-partner button").click();
    person.page.locator("#seen").waitFor();
  }

  private static String fate(Person person, String field) {
    Locator row = person.page.locator("#fates tr:has(th:text-is('" + field + "'))");
    return row.innerText();
  }
}
