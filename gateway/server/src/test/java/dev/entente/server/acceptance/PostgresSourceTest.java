package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table served over HTTP, and what a partner gets when it is not as it should be. */
class PostgresSourceTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final String ROWS =
      """
      ticker,sector,employees,founded,city,revenue,margin,notes
      BCD,Hardware,50,1991,Bergen,11.5,0.4,hush
      abc,Software,120,1990,Berlin,10.5,0.5,hush
      CDE,Software,5000,1985,Lyon,12.5,0.3,hush
      DEF,Energy,700,,London,13.5,0.2,hush
      """;

  private Postgres server;
  private PostgresAccounts accounts;
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Probe probe;

  @BeforeEach
  void start(@TempDir Path directory, @TempDir Path data) {
    server = Postgres.in(data);
    accounts = new PostgresAccounts(server);
    accounts.put(ROWS);
    alliance = RichAlliance.in(directory);
    accounts.serve(alliance);
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    probe = new Probe(gateway);
  }

  @AfterEach
  void stop() {
    gateway.close();
    server.close();
  }

  private Reply ask(String body) {
    return probe.send(HandMade.post(gateway, alliance.orchard, QUERY, body));
  }

  /** The answer names the part that failed and nothing of it; the log has no entry for it. */
  private void unavailable(String body) {
    long entries = probe.logSize();
    JsonNode standing = standing();
    Reply reply = ask(body);
    Probe.isRefused(reply, 503, "source-unavailable");
    assertThat(standing()).isEqualTo(standing);
    assertThat(reply.text()).doesNotContain("SQL", "column", "jdbc", "relation", "founded");
    assertThat(probe.logSize()).as("nothing is charged").isEqualTo(entries);
  }

  private JsonNode standing() {
    return probe
        .send(HandMade.get(gateway, alliance.orchard, "/v1/agreements/orchard/standing"))
        .json();
  }

  @Test
  void aTableIsServedByTheFieldAndPageByPage() {
    JsonNode first = ask("{\"limit\":3}").json();
    assertThat(first.get("records"))
        .hasToString(
            """
            [{"ticker":"BCD","sector":"Hardware","employees":"<100","founded":1991,"city":"Be…","revenue":11.5},\
            {"ticker":"CDE","sector":"Software","employees":">=1000","founded":1985,"city":"Ly…","revenue":12.5},\
            {"ticker":"DEF","sector":"Energy","employees":"100-999","founded":null,"city":"Lo…","revenue":13.5}]""");
    JsonNode last = ask("{\"limit\":3,\"cursor\":" + first.get("next") + "}").json();
    assertThat(tickers(last)).containsExactly("abc");
    assertThat(last.get("next").isNull()).isTrue();
    assertThat(tickers(ask("{\"filter\":\"founded=ge=1990\",\"sort\":[\"-founded\"]}").json()))
        .containsExactly("BCD", "abc");
    accounts.execute("UPDATE accounts SET founded = 2000 WHERE ticker = 'abc'");
    assertThat(tickers(ask("{\"filter\":\"founded=ge=2000\"}").json())).containsExactly("abc");
  }

  @Test
  void valuesThatLookLikeSqlAreValues() {
    for (String value :
        List.of(
            "' OR 1=1 --", "'; DROP TABLE accounts; --", "\\u0000", "$1", "?", "\\\\' OR ''='")) {
      String filter = "{\"filter\":\"sector==\\\"" + value + "\\\"\"}";
      Reply reply = ask(filter);
      assertThat(reply.status()).as(filter + reply.text()).isIn(200, 400);
      if (reply.status() == 200) {
        assertThat(tickers(reply.json())).as(filter).isEmpty();
      }
    }
    assertThat(tickers(ask("{}").json())).hasSize(4);
  }

  @Test
  void aColumnThatComesIsNotShownAndOneThatGoesReleasesNothing() {
    accounts.execute("ALTER TABLE accounts ADD secret text DEFAULT 'hush'");
    assertThat(ask("{}").text()).doesNotContain("secret", "hush");

    accounts.execute("ALTER TABLE accounts RENAME founded TO since");
    unavailable("{}");
    assertThat(ask("{\"fields\":[\"ticker\",\"sector\"]}").status()).isEqualTo(200);
    accounts.execute("ALTER TABLE accounts ADD founded text DEFAULT 'long ago'");
    unavailable("{}");
    accounts.execute(
        "ALTER TABLE accounts DROP founded", "ALTER TABLE accounts RENAME since TO founded");
    assertThat(tickers(ask("{}").json())).hasSize(4);
  }

  @Test
  void aKeyThatStandsTwiceReleasesNothing() {
    accounts.execute(
        "ALTER TABLE accounts DROP CONSTRAINT accounts_pkey",
        "INSERT INTO accounts SELECT * FROM accounts WHERE ticker = 'CDE'");
    gateway.restart();
    probe = new Probe(gateway);
    assertThat(gateway.said())
        .anyMatch(line -> line.contains("1 of its values stand in several rows"));
    unavailable("{}");
    assertThat(tickers(ask("{\"filter\":\"sector!=Software\"}").json())).hasSize(2);
  }

  @Test
  void aCellThatIsNotOfItsTypeIsEmpty() {
    accounts.execute("UPDATE accounts SET revenue = 'NaN' WHERE ticker = 'CDE'");
    assertThat(ask("{\"filter\":\"ticker==CDE\"}").json().at("/records/0/revenue").isNull())
        .isTrue();
  }

  @Test
  void aServerThatIsGoneIsToldAsThatAndFoundAgainWhenItIsBack() {
    alliance.change(
        "datasets/accounts.yaml", "public.accounts}", "public.accounts, limits: {seconds: 3}}");
    gateway.restart();
    probe = new Probe(gateway);
    server.stop();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              unavailable("{}");
              assertThat(readiness()).contains("refused").doesNotContain("did not answer");
            });
    server.startAgain();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(ask("{}").status()).isEqualTo(200));
  }

  private String readiness() {
    try (var admin = new Wire(gateway.admin())) {
      return admin.get("/readyz").text();
    }
  }

  @Test
  void aServerThatHangsIsNotWaitedForLong() throws Exception {
    try (Connection blocking = accounts.connect();
        Statement statement = blocking.createStatement()) {
      blocking.setAutoCommit(false);
      statement.execute("LOCK TABLE accounts IN ACCESS EXCLUSIVE MODE");
      Instant start = Instant.now();
      unavailable("{}");
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(14));
      blocking.rollback();
    }
    assertThat(ask("{}").status()).isEqualTo(200);
  }

  private static List<String> tickers(JsonNode answer) {
    List<String> tickers = new ArrayList<>();
    answer.get("records").forEach(record -> tickers.add(record.get("ticker").textValue()));
    return tickers;
  }
}
