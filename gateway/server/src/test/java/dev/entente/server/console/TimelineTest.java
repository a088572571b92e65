package dev.entente.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened in an alliance, and the versions of its agreement. */
class TimelineTest {
  private static final String ACCEPTANCE = "/v1/agreements/orchard/acceptance";

  @TempDir private Path directory;
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Visitor chi;

  @BeforeEach
  void start() {
    alliance = new TinyAlliance(directory);
    gateway = RunningGateway.start(alliance);
    chi = Visitor.of(gateway, "chi");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void query(int times) {
    var orchard = gateway.caller(alliance.orchard);
    for (int i = 0; i < times; i++) {
      assertThat(orchard.post("/v1/agreements/orchard/datasets/accounts/query", "{}").status())
          .isEqualTo(200);
    }
  }

  private void order(String command, String... more) {
    var arguments = new ArrayList<>(List.of(command, directory.toString(), "orchard"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--as", "ana", "--because", "so it <is>"));
    var said = InProcess.run(arguments.toArray(String[]::new));
    assertThat(said.exit()).as(said.err()).isZero();
  }

  /** The list of what happened, without spaces that nobody sees. */
  private String told(String page) {
    String text = chi.get(page).text();
    return text.substring(text.indexOf("<ol class=\"lines\">")).replaceAll("\\s+", " ");
  }

  @Test
  void whatIsDoneAgainAndAgainIsFoldedUnlessSomebodyDidSomethingBetween() {
    gateway.orchard();
    query(2);
    assertThat(told("/alliances/orchard")).doesNotContain("<details");

    query(3);
    String folded = told("/alliances/orchard");
    assertThat(folded)
        .contains("5 releases of accounts: 25 records for ")
        .containsOnlyOnce("<details");
    assertThat(folded.split("5 records of accounts released", -1)).as("opened").hasSize(6);

    order("record", "review", "q4", "--next", "2030-01-01");
    query(4);
    folded = told("/alliances/orchard");
    assertThat(folded.indexOf("4 releases of accounts"))
        .isLessThan(folded.indexOf("review q4, next 2030-01-01"));
    assertThat(folded.indexOf("review q4, next 2030-01-01"))
        .isLessThan(folded.indexOf("5 releases of accounts"));
    assertThat(folded).contains("so it &lt;is");
  }

  @Test
  void earlierEntriesAreTurnedToPageByPageAndNoneIsLeftOut() {
    gateway.orchard();
    query(210);
    var seen = new ArrayList<Long>();
    String call = "/v1/alliances/orchard/entries";
    for (String next = call; !next.isEmpty(); ) {
      JsonNode page = chi.get(next).json();
      assertThat(page.get("entries").size()).isLessThanOrEqualTo(100);
      page.get("entries").forEach(it -> seen.add(it.get("index").longValue()));
      next = page.get("earlier").isNull() ? "" : call + "?below=" + page.get("earlier").asText();
    }
    assertThat(seen).isSortedAccordingTo((a, b) -> Long.compare(b, a)).doesNotHaveDuplicates();
    assertThat(seen).as("opened, accepted, and the releases").hasSize(212);

    String first = told("/alliances/orchard");
    String link = first.replaceAll(".*href=\"(/alliances/orchard/entries[^\"]+)\".*", "$1");
    assertThat(told(link)).contains("100 releases of accounts", "Earlier entries");
    assertThat(chi.get("/alliances/orchard/entries?below=0").text()).contains("Nothing before");
    assertThat(chi.get("/alliances/nobody/entries").status()).isEqualTo(404);
  }

  @Test
  void versionsSayWhenWhoAndWhatChangedAndWhichIsInForce() {
    assertThat(versions(1).get(0).get("in-force").booleanValue())
        .as("accepted by nobody")
        .isFalse();
    assertThat(agreement()).contains("not accepted by the partner.");
    var orchard = gateway.orchard();
    alliance.change("agreements/orchard.yaml", "joint-planning", "joint-planning, support");
    order("amend");

    JsonNode versions = versions(2);
    assertThat(versions.at("/0/in-force").booleanValue()).isFalse();
    assertThat(versions.at("/0/accepted").isNull()).isTrue();
    assertThat(versions.at("/0/changes")).hasSize(1);
    assertThat(versions.at("/0/changes/0/what").textValue()).isEqualTo("purposes");
    assertThat(versions.at("/0/changes/0/before").textValue()).isEqualTo("joint-planning");
    assertThat(versions.at("/0/changes/0/after").textValue()).isEqualTo("joint-planning, support");
    assertThat(versions.at("/1/in-force").booleanValue()).isTrue();
    assertThat(versions.at("/1/changes")).isEmpty();

    String hash = versions.at("/0/terms-hash").textValue();
    orchard.post(ACCEPTANCE, "{\"terms-hash\":\"" + hash + "\"}");
    Awaitility.await().until(() -> versions(2).at("/0/in-force").booleanValue());
    assertThat(versions(2).at("/1/in-force").booleanValue()).isFalse();

    long entry = versions(2).at("/0/offered/index").longValue();
    assertThat(agreement())
        .contains(
            "href=\"/ledger?below=" + (entry + 1) + "\">entry " + entry + "</a> by ana",
            "so it &lt;is",
            "All of its terms",
            "ladder mid window");
    assertThat(chi.get("/ledger?below=" + (entry + 1)).text())
        .contains("data-verify=\"" + entry + "\"");
    assertThat(chi.get("/alliances/orchard").text()).contains("/alliances/orchard/agreement");
  }

  private String agreement() {
    return chi.get("/alliances/orchard/agreement").text().replaceAll("\\s+", " ");
  }

  private JsonNode versions(int many) {
    Awaitility.await().until(() -> read().size() == many);
    return read();
  }

  private JsonNode read() {
    return chi.get("/v1/alliances/orchard/agreement").json().get("versions");
  }
}
