package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.http.Limits;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of a Trino cluster served over HTTP, until the cluster goes. */
@Tag("trino")
class TrinoSourceTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final String ROWS =
      """
      ticker,sector,employees,founded,city,revenue,margin,notes
      BCD,Hardware,50,1991,Bergen,11.5,0.4,hush
      abc,Software,120,1990,Berlin,10.5,0.5,hush
      CDE,Software,5000,1985,Lyon,12.5,0.3,hush
      DEF,Energy,700,,London,13.5,0.2,hush
      """;

  @Test
  void aTableIsServedByTheFieldUntilItsClusterGoesAndThenNothingIsCharged(
      @TempDir Path directory, @TempDir Path folder) throws Exception {
    try (var server = Trino.in(folder)) {
      server.put(ROWS);
      TinyAlliance alliance =
          RichAlliance.in(directory)
              .change(
                  "datasets/accounts.yaml",
                  "{connector: files, path: data/accounts.csv}",
                  server.source());
      try (var gateway = RunningGateway.start(alliance, Limits.USUAL)) {
        gateway.orchard();
        var asking = new Asking(gateway, new Probe(gateway), alliance);
        served(asking);
        valuesThatLookLikeSql(asking);
        server.execute("ALTER TABLE memory.default.accounts RENAME COLUMN founded TO since");
        unavailable(asking);
        server.execute("ALTER TABLE memory.default.accounts RENAME COLUMN since TO founded");
        assertThat(asking.ask("{}").status()).isEqualTo(200);
        server.stop();
        unavailable(asking);
      }
    }
  }

  private record Asking(RunningGateway gateway, Probe probe, TinyAlliance alliance) {
    Reply ask(String body) {
      return probe.send(HandMade.post(gateway, alliance.orchard, QUERY, body));
    }
  }

  private static void served(Asking asking) {
    JsonNode first = asking.ask("{\"limit\":3}").json();
    assertThat(first.get("records"))
        .hasToString(
            """
            [{"ticker":"BCD","sector":"Hardware","employees":"<100","founded":1991,"city":"Be…","revenue":11.5},\
            {"ticker":"CDE","sector":"Software","employees":">=1000","founded":1985,"city":"Ly…","revenue":12.5},\
            {"ticker":"DEF","sector":"Energy","employees":"100-999","founded":null,"city":"Lo…","revenue":13.5}]\
            """);
    JsonNode last = asking.ask("{\"limit\":3,\"cursor\":" + first.get("next") + "}").json();
    assertThat(tickers(last)).containsExactly("abc");
    assertThat(last.get("next").isNull()).isTrue();
    assertThat(
            tickers(asking.ask("{\"filter\":\"founded=ge=1990\",\"sort\":[\"-founded\"]}").json()))
        .containsExactly("BCD", "abc");
  }

  private static void valuesThatLookLikeSql(Asking asking) {
    for (String value : List.of("' OR 1=1 --", "\\u0000", "$1", "?", "\\\\' OR ''='")) {
      Reply reply = asking.ask("{\"filter\":\"sector==\\\"" + value + "\\\"\"}");
      assertThat(reply.status()).as(value + reply.text()).isIn(200, 400);
      if (reply.status() == 200) {
        assertThat(tickers(reply.json())).as(value).isEmpty();
      }
    }
  }

  /** The answer names the part that failed and nothing of it; the log has no entry for it. */
  private static void unavailable(Asking asking) {
    long entries = asking.probe().logSize();
    Instant start = Instant.now();
    Reply reply = asking.ask("{}");
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    Probe.isRefused(reply, 503, "source-unavailable");
    assertThat(reply.text())
        .doesNotContainIgnoringCase("trino")
        .doesNotContain("SQL", "COLUMN", "jdbc", "query 2", "founded", "Connect");
    assertThat(asking.probe().logSize()).as("nothing is charged").isEqualTo(entries);
  }

  private static List<String> tickers(JsonNode answer) {
    List<String> tickers = new ArrayList<>();
    answer.get("records").forEach(record -> tickers.add(record.get("ticker").textValue()));
    return tickers;
  }
}
