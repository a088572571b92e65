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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers who close their connection before they are answered. The dataset is a view that takes as
 * long as it is told to, and one read of it is made at a time; the ledger is in the same server.
 */
class LeavingTest {
  private static final String DATASET = "/v1/agreements/orchard/datasets/accounts/";
  private static final String READS =
      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%\"accounts\"%'"
          + " AND pid <> pg_backend_pid()";
  private static final String COMMITS =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
  private static final Duration SOON = Duration.ofSeconds(2);

  private Postgres server;
  private PostgresAccounts database;
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Probe probe;

  @BeforeEach
  void start(@TempDir Path directory, @TempDir Path data) {
    server = Postgres.in(data);
    database = new PostgresAccounts(server);
    database.execute(
        "CREATE TABLE held AS SELECT 'T' || i AS ticker, 'Steel' AS sector, i AS employees,"
            + " 0.5::float8 AS margin, 'hush' AS notes FROM generate_series(10, 30) AS i");
    seconds(0);
    alliance =
        new TinyAlliance(directory)
            .change("datasets/accounts.yaml", "key: [ticker]", "key: [ticker]\naggregate: {k: 5}")
            .change(
                "datasets/accounts.yaml",
                "{connector: files, path: data/accounts.csv}",
                "{connector: postgres, url: \"%s\", table: public.accounts, limits: {concurrent: 1}}"
                    .formatted(server.url()))
            .change(
                "entente.yaml",
                "gateway: halden\n",
                "gateway: halden\nledger: {store: postgres, url: \"" + server.url() + "\"}\n");
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    probe = new Probe(gateway);
  }

  @AfterEach
  void stop() {
    gateway.close();
    server.close();
  }

  /** From here on a read takes so long. */
  private void seconds(int seconds) {
    database.execute(
        "CREATE OR REPLACE VIEW accounts AS SELECT held.* FROM held, (SELECT pg_sleep(%d)) AS slow"
            .formatted(seconds));
  }

  private long count(String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static String metrics(RunningGateway gateway) {
    try (var admin = new Wire(gateway.admin())) {
      return admin.get("/metrics").text();
    }
  }

  private HandMade post(String call, String body) {
    return HandMade.post(gateway, alliance.orchard, DATASET + call, body);
  }

  private JsonNode standing() {
    return probe
        .send(HandMade.get(gateway, alliance.orchard, "/v1/agreements/orchard/standing"))
        .json();
  }

  /** Asks, and leaves while the database works on it. */
  private void leaves(HandMade request) {
    seconds(60);
    long entries = probe.logSize();
    JsonNode before = standing();
    try (var wire = new Wire(gateway.origin())) {
      wire.send(request.bytes());
      await().until(() -> count(READS) == 1);
    }
    await().atMost(SOON).until(() -> count(READS) == 0);
    seconds(0);

    assertThat(probe.logSize()).as("no entry is made").isEqualTo(entries);
    assertThat(standing()).as("nothing is charged").isEqualTo(before);
    Reply again = probe.send(request);
    assertThat(again.code()).as("its nonce is spent").isEqualTo("signature-replayed");
    assertThat(metrics(gateway))
        .contains("entente_source_reading{dataset=\"accounts\"} 0")
        .as("it does not speak against the source")
        .contains("entente_source_ready{dataset=\"accounts\"} 1");
    gateway.restart();
    probe = new Probe(gateway);
    assertThat(probe.send(post("query", "{}")).status()).isEqualTo(200);
  }

  @Test
  void whoLeavesAPageEndsItsReadAndIsChargedNothing() {
    leaves(post("query", "{}"));
  }

  @Test
  void whoLeavesAnAggregateEndsItsReadAndIsChargedNothing() {
    leaves(post("aggregate", "{\"group\":[\"sector\"],\"measures\":{\"n\":\"count\"}}"));
  }

  @Test
  void whoLeavesAPartOfAnExportEndsItsReadAndTheExportGoesOn() {
    JsonNode export = probe.send(post("exports", "{\"limit\":10,\"records\":21}")).json();
    String part = "exports/" + export.get("export");
    assertThat(standing().get("reserved").decimalValue()).isPositive();
    leaves(post(part, "{\"limit\":10}"));

    Reply first = probe.send(post(part, "{\"limit\":10}"));
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(first.json().get("records")).hasSize(10);
  }

  @Test
  void whoLeavesAfterAPartEndsTheReadOfTheNextOne() {
    JsonNode export = probe.send(post("exports", "{\"limit\":10,\"records\":21}")).json();
    seconds(5);
    HandMade part = post("exports/" + export.get("export"), "{\"limit\":10}");
    long entries = probe.logSize();
    try (var wire = new Wire(gateway.origin())) {
      wire.send(part.bytes());
      assertThat(probe.held(part.sent(), wire.reply()).status()).isEqualTo(200);
      await().until(() -> count(READS) == 1);
    }
    await().atMost(SOON).until(() -> count(READS) == 0);
    assertThat(probe.logSize()).isEqualTo(entries + 1);
  }

  @Test
  void whoLeavesWhileWaitingForOthersGivesItsPlaceInTheLineUp() {
    seconds(3);
    try (var reading = new Wire(gateway.origin())) {
      HandMade first = post("query", "{\"limit\":1}");
      reading.send(first.bytes());
      await().until(() -> count(READS) == 1);
      long entries = probe.logSize();
      try (var waiting = new Wire(gateway.origin())) {
        waiting.send(post("query", "{\"limit\":2}").bytes());
      }
      assertThat(probe.held(first.sent(), reading.reply()).status()).isEqualTo(200);
      assertThat(probe.logSize()).isEqualTo(entries + 1);
    }
    await().during(Duration.ofMillis(500)).until(() -> count(READS) == 0);
  }

  @Test
  void whoLeavesDuringTheCommitFindsItsEntry() throws Exception {
    long entries = probe.logSize();
    HandMade request = post("query", "{}");
    try (Connection blocking = database.connect();
        Statement statement = blocking.createStatement()) {
      blocking.setAutoCommit(false);
      statement.execute("LOCK TABLE entry IN SHARE MODE");
      try (var wire = new Wire(gateway.origin())) {
        wire.send(request.bytes());
        await().until(() -> count(COMMITS) == 1);
      }
      Thread.sleep(500);
      assertThat(count(COMMITS)).as("the commit still waits").isOne();
      blocking.rollback();
    }
    await().atMost(SOON).until(() -> probe.logSize() == entries + 1);
    assertThat(Ledgers.disclosed(gateway, alliance.orchard)).hasSize(1);
    assertThat(probe.send(post("query", "{}")).json().at("/reciprocity/value").intValue())
        .as("what it was charged for costs nothing again")
        .isZero();
  }
}
