package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our people, our datasets and our disputes, in the console. */
class PeoplePagesTest {
  @TempDir private Path directory;

  private TinyAlliance alliance() {
    return new TinyAlliance(directory)
        .change("entente.yaml", "[ana, bo, chi]", "[ana, bo, chi]\nroles: {chi: auditor}")
        .change("entente.yaml", "approvals: 2", "approvals: 1");
  }

  @Test
  void peopleStandWithTheirRolesAndWhatTheySignWith() throws Exception {
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(alliance());
        var ana = new Person(chromium.browser, gateway, "ana").invited(gateway)) {
      ana.page.navigate("/people");
      String people = ana.page.locator("main").innerText();
      assertThat(people)
          .contains("One person could act as several", "passkey for localhost", "auditor");

      var chi = Visitor.of(gateway, "chi");
      JsonNode all = chi.get("/v1/people").json().get("people");
      assertThat(all.get(0).get("signs-with")).hasSize(2);
      assertThat(all.get(0).get("seen").isTextual()).isTrue();
      assertThat(all.get(1).get("seen").isNull()).isTrue();
      for (String name : List.of("ana", "bo")) {
        Files.delete(directory.resolve("state/operators/" + name + ".jwk"));
      }
      assertThat(chi.get("/v1/people").json().get("warning").isNull()).isTrue();
      assertThat(chi.get("/people").text()).doesNotContain("could act as several");
    }
  }

  @Test
  void disputesOfAllAlliancesStandTogetherOpenAndResolved() {
    try (var chromium = Chromium.open();
        var gateway = RunningGateway.start(alliance())) {
      gateway.orchard();
      try (var ana = new Person(chromium.browser, gateway, "ana").invited(gateway)) {
        ana.page.navigate("/disputes");
        assertThat(ana.page.locator("main").innerText()).contains("None.");
        ana.page.navigate("/alliances/orchard");
        ana.page.locator("summary:has-text('Open a dispute')").click();
        ana.page.locator("form:has(button:has-text('Open the dispute')) input").fill("invoice");
        ana.order("Open the dispute", "<b>they</b> did not pay");
        ana.page.locator("summary:has-text('Dispute invoice is open')").waitFor();
        ana.page.navigate("/disputes");
        var open = ana.page.locator("section:has(#open)");
        PlaywrightAssertions.assertThat(open).containsText("<b>they</b> did not pay");
        assertThat(open.innerText()).contains("orchard", "invoice", "opened by ana");

        ana.page.navigate("/alliances/orchard");
        ana.order("Resolve invoice", "they paid");
        PlaywrightAssertions.assertThat(ana.page.locator("summary:has-text('invoice is open')"))
            .hasCount(0);
        JsonNode disputes = Visitor.of(gateway, "bo").get("/v1/disputes").json();
        assertThat(disputes.get("open")).isEmpty();
        assertThat(disputes.at("/resolved/0/resolved/because").textValue()).isEqualTo("they paid");
        assertThat(disputes.at("/resolved/0/agreement").textValue()).isEqualTo("orchard");
      }
    }
  }

  @Test
  void datasetsStandWithTheirSourcesHealth() {
    try (var gateway = RunningGateway.start(alliance())) {
      var chi = Visitor.of(gateway, "chi");
      JsonNode accounts = chi.get("/v1/datasets").json().at("/datasets/0");
      assertThat(accounts.get("dataset").textValue()).isEqualTo("accounts");
      assertThat(accounts.get("source").textValue()).isEqualTo("ready");
      assertThat(accounts.get("agreements").intValue()).isEqualTo(1);
      assertThat(chi.get("/datasets").text())
          .contains("Accounts we sell to", "accounts, targeting", "ready");
    }
  }
}
