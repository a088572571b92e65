package dev.entente.server.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.Caller;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.signature.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column that a source gets while it is served is in no answer, whatever its form. */
final class NewColumnTest {
  private static final String DATASET = "/v1/agreements/orchard/datasets/accounts";
  private static final String FILES = "{connector: files, path: data/accounts.csv}";
  private static final String ROWS =
      """
      ticker,sector,employees,founded,city,revenue,margin,notes
      ABC,Software,120,1990,Berlin,10.5,0.5,hush
      BCD,Hardware,50,1991,Bergen,11.5,0.4,hush
      """;

  @TempDir private Path directory;

  private TinyAlliance alliance() {
    return RichAlliance.with(directory, ROWS)
        .change("datasets/accounts.yaml", "key: [ticker]", "key: [ticker]\naggregate: {k: 2}");
  }

  @Test
  void ofATable(@TempDir Path data) throws IOException {
    try (var server = Postgres.in(data)) {
      var accounts = new PostgresAccounts(server);
      accounts.put(ROWS);
      TinyAlliance alliance = alliance();
      accounts.serve(alliance);
      try (var gateway = RunningGateway.start(alliance)) {
        Caller orchard = gateway.orchard();
        assertThat(orchard.post(DATASET + "/query", "{}").text()).contains("Software");
        accounts.execute(
            "ALTER TABLE accounts ADD COLUMN bonus text DEFAULT 'leaked'",
            "UPDATE accounts SET sector = 'Renewed'");
        neverShown(alliance, gateway, orchard);
      }
    }
  }

  @Test
  void ofAnApi() throws IOException {
    var api =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    api.start();
    try {
      answer(api, "{\"ticker\": \"ABC\", \"sector\": \"Software\"}");
      TinyAlliance alliance =
          alliance()
              .change(
                  "datasets/accounts.yaml",
                  FILES,
                  "{connector: http, url: \"" + api.baseUrl() + "/x\", fresh: 0}");
      try (var gateway = RunningGateway.start(alliance)) {
        Caller orchard = gateway.orchard();
        assertThat(orchard.post(DATASET + "/query", "{}").text()).contains("Software");
        answer(
            api,
            "{\"bonus\": \"leaked\", \"ticker\": \"ABC\", \"sector\": \"Renewed\"},"
                + "{\"ticker\": \"BCD\", \"sector\": \"Renewed\", \"bonus\": {\"bonus\": \"leaked\"}}");
        neverShown(alliance, gateway, orchard);
      }
    } finally {
      api.stop();
    }
  }

  private static void answer(WireMockServer api, String records) {
    api.stubFor(get(urlPathEqualTo("/x")).willReturn(okJson("[" + records + "]")));
  }

  @Test
  void ofAFile() throws IOException {
    TinyAlliance alliance = alliance();
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      assertThat(orchard.post(DATASET + "/query", "{}").text()).contains("Software");
      alliance.write(
          "data/accounts.csv",
          """
          bonus,ticker,sector,employees,founded,city,revenue,margin,notes
          leaked,ABC,Renewed,120,1990,Berlin,10.5,0.5,hush
          leaked,BCD,Renewed,50,1991,Bergen,11.5,0.4,hush
          """);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> orchard.post(DATASET + "/query", "{}").text().contains("Renewed"));
      neverShown(alliance, gateway, orchard);
    }
  }

  private void neverShown(TinyAlliance alliance, RunningGateway gateway, Caller orchard)
      throws IOException {
    Reply all = orchard.post(DATASET + "/query", "{}");
    assertThat(all.text()).contains("Renewed").doesNotContain("bonus", "leaked");
    for (String form :
        new String[] {
          "application/x-ndjson",
          "text/csv",
          "application/vnd.apache.arrow.stream",
          "application/vnd.apache.parquet"
        }) {
      Headers headers =
          Headers.of("content-type", "application/json").and(Headers.of("accept", form));
      Reply reply = orchard.call("POST", DATASET + "/query", headers, utf8("{}"));
      assertThat(reply.status()).as(form).isEqualTo(200);
      assertThat(new String(reply.body(), StandardCharsets.ISO_8859_1))
          .as(form)
          .contains("Renewed")
          .doesNotContain("bonus", "leaked");
    }
    assertThat(orchard.get(DATASET).text()).doesNotContain("bonus");
    assertThat(orchard.get("/v1/agreements/orchard").text()).doesNotContain("bonus");
    for (String query :
        new String[] {
          "{\"fields\":[\"ticker\",\"bonus\"]}",
          "{\"fields\":[\"*\"]}",
          "{\"filter\":\"bonus==leaked\"}",
          "{\"sort\":[\"bonus\"]}"
        }) {
      refused(orchard.post(DATASET + "/query", query), query);
    }
    for (String group :
        new String[] {
          "{\"group-by\":[\"bonus\"],\"measures\":{\"n\":\"count\"}}",
          "{\"measures\":{\"n\":\"max(bonus)\"}}"
        }) {
      refused(orchard.post(DATASET + "/aggregate", group), group);
    }
    exported(alliance, gateway);
  }

  private static void refused(Reply reply, String query) {
    assertThat(reply.status()).as(query).isBetween(400, 499);
    assertThat(reply.text()).as(query).doesNotContain("leaked");
  }

  private void exported(TinyAlliance alliance, RunningGateway gateway) throws IOException {
    alliance.write(
        "key", new String(Json.write(alliance.orchard.toPrivateJwk()), StandardCharsets.UTF_8));
    Path file = directory.resolve("export.ndjson");
    var said =
        InProcess.run(
            "export",
            gateway.origin().toString(),
            "orchard",
            "accounts",
            file.toString(),
            "--key",
            directory.resolve("key").toString());
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(Files.readString(file)).contains("Renewed").doesNotContain("bonus", "leaked");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
