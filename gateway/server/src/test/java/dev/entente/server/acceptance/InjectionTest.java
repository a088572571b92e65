package dev.entente.server.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.json.Json;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that mean something elsewhere, in every place of a question that takes a text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionTest {
  private static final String ROWS =
      "ticker,sector,employees,founded,city,revenue,margin,notes\nABC,Software,1,1990,B,1,0.5,hush\n";
  private static final List<String> DATASETS = List.of("accounts", "companies");

  private final WireMockServer api =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private Postgres server;
  private PostgresAccounts accounts;
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Probe probe;

  @BeforeAll
  void start(@TempDir Path directory, @TempDir Path data) {
    server = Postgres.in(data);
    accounts = new PostgresAccounts(server);
    accounts.put(ROWS);
    api.start();
    api.stubFor(
        get(anyUrl())
            .willReturn(okJson("[{\"ticker\": \"ABC\", \"sector\": \"Software\", \"notes\": 1}]")));
    alliance = RichAlliance.in(directory);
    accounts.serve(alliance);
    alliance
        .change("datasets/accounts.yaml", "key: [ticker]", "key: [ticker]\naggregate: {k: 2}")
        .write(
            "datasets/companies.yaml",
            """
            dataset: companies
            title: Companies
            source: {connector: http, url: "http://127.0.0.1:%d/c?a=1", fresh: 0, parameters: {sector: s}}
            key: [ticker]
            aggregate: {k: 2}
            fields:
              ticker: {type: string, category: accounts, value: 1, stage: early}
              sector: {type: string, category: accounts, value: 1, stage: early}
              notes:  {type: string, category: internal, value: 1, stage: never}
            """
                .formatted(api.port()))
        .change("agreements/orchard.yaml", "[accounts]", "[accounts, companies]");
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    probe = new Probe(gateway);
  }

  @AfterAll
  void stop() {
    gateway.close();
    api.stop();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "' OR '1'='1",
        "x'; DROP TABLE accounts; --",
        "ticker\"; SELECT pg_sleep(9); --",
        "$1",
        "?",
        "{}",
        "%00",
        "\u0000",
        "x&s=Hardware&a=2#",
        "../../secrets",
        "http://169.254.169.254/",
        "x\r\nX-Injected: 1",
        "${jndi:ldap://x}",
        "${HOME}",
        "notes",
        "__proto__",
        "\u202enotes",
        "𝓷𝓸𝓽𝓮𝓼",
        "*",
        "%",
        "_",
        "sector==Software,notes==1",
      })
  void itIsATextAndNothingElse(String text) {
    api.resetRequests();
    for (String dataset : DATASETS) {
      String value = "sector==\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      harmless(dataset, "query", Map.of("filter", value));
      harmless(
          dataset, "query", Map.of("filter", "sector=in=(\"" + text.replace("\"", "\\\"") + "\")"));
      harmless(dataset, "query", Map.of("filter", text));
      harmless(dataset, "query", Map.of("filter", text + "==x"));
      harmless(dataset, "query", Map.of("fields", List.of(text)));
      harmless(dataset, "query", Map.of("sort", List.of(text)));
      harmless(dataset, "query", Map.of("cursor", text));
      harmless(dataset, "query", Map.of("purpose", text));
      harmless(dataset, "query", Map.of(text, text));
      harmless(dataset, "aggregate", measured(Map.of("n", "count"), "group", List.of(text)));
      harmless(dataset, "aggregate", measured(Map.of(text, "count"), "group", List.of()));
      harmless(
          dataset, "aggregate", measured(Map.of("n", "sum(" + text + ")"), "group", List.of()));
      harmless(dataset, "aggregate", measured(Map.of("n", text), "group", List.of()));
      harmless(dataset, "aggregate", measured(Map.of("n", "count"), "filter", value));
      Reply all = ask(dataset, "query", Map.of());
      assertThat(all.json().get("records")).as("what is there").hasSize(1);
    }
    api.getAllServeEvents()
        .forEach(
            event -> {
              var request = event.getRequest();
              assertThat(request.getUrl()).startsWith("/c?a=1");
              assertThat(request.queryParameter("a").values()).containsExactly("1");
              assertThat(request.getQueryParams().keySet()).isSubsetOf(Set.of("a", "s"));
              assertThat(request.containsHeader("X-Injected")).isFalse();
              if (request.getQueryParams().containsKey("s")) {
                assertThat(request.queryParameter("s").values()).containsExactly(text);
              }
            });
  }

  private static Map<String, Object> measured(Object measures, String name, Object value) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("measures", measures));
    body.put(name, value);
    return body;
  }

  /** It finds nothing, or is refused as what it is: never more, and never as a failure of ours. */
  private void harmless(String dataset, String call, Map<String, Object> body) {
    Reply reply = ask(dataset, call, body);
    assertThat(reply.text()).as(body.toString()).doesNotContain("hush", "SQLSTATE", "syntax error");
    if (reply.status() == 200) {
      assertThat(reply.json().path("records").size() + reply.json().path("groups").size())
          .as("%s: %s", body, reply.text())
          .isZero();
    } else {
      assertThat(reply.code())
          .as("%s: %s", body, reply.text())
          .isIn("query-malformed", "field-unknown", "field-not-released", "aggregate-too-fine");
    }
  }

  private Reply ask(String dataset, String call, Map<String, Object> body) {
    String path = "/v1/agreements/orchard/datasets/" + dataset + "/" + call;
    String json = new String(Json.write(body), StandardCharsets.UTF_8);
    return probe.send(HandMade.post(gateway, alliance.orchard, path, json));
  }
}
