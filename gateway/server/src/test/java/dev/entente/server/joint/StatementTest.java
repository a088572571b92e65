package dev.entente.server.joint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.demo.Commands.Said;
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
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statement of a week: what it says, and that nobody can say it for the gateway. */
class StatementTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir Path directory;
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Caller orchard;
  private Instant now = Instant.parse("2026-11-26T09:00:00Z");

  @BeforeEach
  void start() throws IOException {
    alliance = new TinyAlliance(directory);
    gateway = RunningGateway.start(alliance, () -> now);
    orchard = gateway.orchard();
    try (var wire = gateway.wire()) {
      Files.write(directory.resolve("jwks.json"), wire.get("/.well-known/jwks.json").body());
      Files.write(directory.resolve("log.key"), wire.get("/v1/log/key").body());
    }
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Browser inside() {
    var browser = new Browser(gateway);
    browser.open(orchard.post("/v1/agreements/orchard/view", "{}").json().get("link").textValue());
    return browser;
  }

  private String statement(String week) {
    Reply reply = inside().get("/joint/orchard/v1/statement?week=" + week);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.headers().combined("content-disposition"))
        .isEqualTo("attachment; filename=\"orchard-" + week + ".jws\"");
    return reply.text().strip();
  }

  private static JsonNode claims(String statement) {
    return Json.read(Base64.getUrlDecoder().decode(statement.split("\\.", -1)[1]));
  }

  private JsonNode standing() {
    return orchard.get("/v1/agreements/orchard/standing").json();
  }

  private void share(String campaign) {
    var reply =
        orchard.call(
            "POST",
            "/v1/agreements/orchard/exchanges/campaigns/contributions",
            Headers.of("content-type", "application/json", "idempotency-key", campaign),
            "{\"records\":[{\"campaign\":\"%s\",\"spend\":3}]}"
                .formatted(campaign)
                .getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  @Test
  void aWeekSaysWhatWentInItAndWhereItLeftBothSides() {
    orchard.post(QUERY, "{\"fields\":[\"ticker\"]}");
    JsonNode first = standing();
    JsonNode stated = claims(statement("2026-W48"));
    assertThat(stated.get("standing")).isEqualTo(first);
    assertThat(stated.get("given")).isEqualTo(first.get("given"));
    assertThat(stated.get("opening").decimalValue()).isEqualByComparingTo("0");
    assertThat(stated.get("closing")).isEqualTo(first.get("exposure"));

    now = now.plus(Duration.ofDays(7));
    orchard.post(QUERY, "{\"fields\":[\"ticker\",\"sector\"]}");
    share("one");
    JsonNode second = standing();

    JsonNode earlier = claims(statement("2026-W48"));
    assertThat(earlier.get("closing")).isEqualTo(first.get("exposure"));
    assertThat(earlier.get("given")).isEqualTo(first.get("given"));
    assertThat(earlier.get("standing")).isEqualTo(second);
    JsonNode later = claims(statement("2026-W49"));
    assertThat(later.get("opening")).isEqualTo(first.get("exposure"));
    assertThat(later.get("closing")).isEqualTo(second.get("exposure"));
    assertThat(later.get("given").decimalValue())
        .isEqualByComparingTo(
            second.get("given").decimalValue().subtract(first.get("given").decimalValue()));
    assertThat(later.at("/received-by-category/performance").decimalValue())
        .isEqualByComparingTo(second.get("received").decimalValue());
    assertThat(later.at("/days/0/day").textValue()).isEqualTo("2026-12-03");
  }

  @Test
  void whatIsNoWeekOrHasNotBegunIsNotStated() {
    var browser = inside();
    for (String week : new String[] {"2026-W49", "2026-W54", "2026-W00", "now", "2026-w48"}) {
      assertThat(browser.get("/joint/orchard/v1/statement?week=" + week).status())
          .as(week)
          .isEqualTo(404);
    }
    assertThat(browser.get("/joint/orchard/statement").text()).contains("2026-W48");
    assertThat(browser.get("/joint/pear/statement").body())
        .isEqualTo(browser.get("/joint/nobody/statement").body());
  }

  @Test
  void itIsVerifiedOfflineAlsoAsAMailBrokeIt() throws IOException {
    orchard.post(QUERY, "{}");
    String statement = statement("2026-W48");
    gateway.close();

    Said said = verify(statement.replaceAll("(.{70})", "$1\n"));

    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("signed by halden with the key ")
        .contains("made from the log halden under its checkpoint of ")
        .contains("agreement orchard with Orchard Devices, active, at stage early")
        .contains("week 2026-W48, 2026-11-23 to 2026-11-29: given 14.5, received 0")
        .contains("of a window of 500");
  }

  @Test
  void nothingOfItCanBeChanged() throws IOException {
    orchard.post(QUERY, "{}");
    String[] parts = statement("2026-W48").split("\\.", -1);
    String text = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String better = text.replace("\"given\":14.5", "\"given\":15.5");
    assertThat(better).isNotEqualTo(text);

    Said said = verify(parts[0] + "." + base64url(better) + "." + parts[2]);

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.err()).contains("not proved: its signature does not verify");
  }

  @Test
  void neitherAReceiptNorAnothersLogPassesForOne() throws IOException {
    String receipt = orchard.post(QUERY, "{}").json().get("receipt").textValue();
    Said said = verify(receipt);
    assertThat(said.exit()).isEqualTo(2);
    assertThat(said.err()).contains("a receipt is verified with its --proof");

    try (var other = RunningGateway.start(new TinyAlliance(directory.resolve("other")));
        var wire = other.wire()) {
      Files.write(directory.resolve("log.key"), wire.get("/v1/log/key").body());
    }
    assertThat(verify(statement("2026-W48")).err()).contains("not proved: its checkpoint: ");
  }

  private static String base64url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Said verify(String statement) throws IOException {
    Path file = Files.writeString(directory.resolve("statement.jws"), statement);
    return InProcess.run(
        "verify",
        file.toString(),
        "--jwks",
        directory.resolve("jwks.json").toString(),
        "--log-key",
        directory.resolve("log.key").toString());
  }
}
