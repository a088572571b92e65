package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.signature.Headers;
import dev.entente.signature.SentRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose clock jumps. */
@Timeout(60)
class ClockTest {
  private static final String AGREEMENT = "/v1/agreements/orchard";
  private static final Instant BEFORE_MIDNIGHT = Instant.parse("2026-03-01T23:50:00Z");

  @TempDir private Path directory;
  private volatile Instant now = BEFORE_MIDNIGHT;
  private final InstantSource clock = () -> now;
  private RunningGateway gateway;
  private Caller orchard;

  @BeforeEach
  void start() {
    var alliance =
        new TinyAlliance(directory)
            .change("entente.yaml", "admin: 127.0.0.1:0", "external-origin: http://halden.example")
            .change(
                "agreements/orchard.yaml",
                "purposes:",
                "round: {days: 7}\nleak: {per-day: 0.01, cap: 100}\npurposes:");
    gateway = RunningGateway.start(alliance, clock);
    orchard = gateway.orchard();
    asked();
  }

  @AfterEach
  void stopAndAudit() {
    gateway.close();
    var audit = InProcess.run("audit", directory.toString());
    assertThat(audit.exit()).as(audit.out()).isZero();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void midnightsAndRoundsAreWrittenOnceHoweverTheClockJumps() {
    for (Duration jump :
        List.of(
            Duration.ofMinutes(20), // over midnight
            Duration.ofHours(-1), // and back before it
            Duration.ofHours(1),
            Duration.ofDays(3),
            Duration.ofHours(-1),
            Duration.ofDays(5), // over the end of the round
            Duration.ofHours(-25), // and back before it
            Duration.ofHours(25),
            Duration.ofDays(14))) {
      pass(jump);
      ask(); // which is answered after the jump was noticed
    }
    pass(Duration.ofHours(-1));
    gateway.restart();
    ask();
    pass(Duration.ofHours(1));
    asked();

    LocalDate first = LocalDate.ofInstant(BEFORE_MIDNIGHT, ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(now, ZoneOffset.UTC);
    assertThat(entries("forgiven"))
        .extracting(it -> it.get("day").textValue())
        .containsExactlyElementsOf(
            first.plusDays(1).datesUntil(last.plusDays(1)).map(LocalDate::toString).toList());
    assertThat(entries("round.closed"))
        .extracting(it -> it.get("to").textValue())
        .containsExactlyElementsOf(
            Stream.of(7, 14, 21).map(days -> first.plusDays(days).toString()).toList());
  }

  private void asked() {
    assertThat(ask().status()).isEqualTo(200);
  }

  private Reply ask() {
    return orchard.post(AGREEMENT + "/datasets/accounts/query", "{}");
  }

  @Test
  void aRequestIsFreshByTheClockAsItIs() {
    SentRequest request = request();
    pass(Duration.ofMinutes(10));
    assertThat(send(request).code()).isEqualTo("signature-stale");
    pass(Duration.ofMinutes(-20));
    assertThat(send(request).code()).isEqualTo("signature-stale");
    pass(Duration.ofMinutes(10));
    assertThat(send(request).status()).as("staleness spends nothing").isEqualTo(200);
  }

  @Test
  void whatWasSpentStaysSpentThoughTheClockGoesForthAndBack() {
    SentRequest request = request();
    assertThat(send(request).status()).isEqualTo(200);
    pass(Duration.ofHours(1));
    asked();
    pass(Duration.ofHours(-1));
    assertThat(send(request).code()).isEqualTo("signature-replayed");
    pass(Duration.ofMinutes(10));
    asked();
  }

  @Test
  void whatWasSpentStaysSpentThoughTheClockGoesBackWhileNobodyServes() {
    SentRequest request = request();
    assertThat(send(request).status()).isEqualTo(200);
    pass(Duration.ofHours(1));
    for (int i = 0; i < 3; i++) {
      asked();
    }
    pass(Duration.ofHours(-1));
    gateway.restart();
    assertThat(send(request).code()).isEqualTo("signature-replayed");
    pass(Duration.ofHours(1));
    asked();
  }

  private SentRequest request() {
    return orchard.signed("GET", AGREEMENT, Headers.none(), new byte[0]);
  }

  private Reply send(SentRequest request) {
    try (var wire = gateway.wire()) {
      return wire.send(Caller.bytes(wire, request, request.head().target())).reply();
    }
  }

  private List<JsonNode> entries(String kind) {
    var found = new ArrayList<JsonNode>();
    for (JsonNode listed : orchard.get(AGREEMENT + "/entries?limit=1000").json().get("entries")) {
      JsonNode entry = Json.read(Base64.getDecoder().decode(listed.get("entry").textValue()));
      if (entry.get("kind").textValue().equals(kind)) {
        found.add(entry);
      }
    }
    return found;
  }
}
