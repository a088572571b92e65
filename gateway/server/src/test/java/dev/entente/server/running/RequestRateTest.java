package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rate in an agreement's file, over HTTP. */
class RequestRateTest {
  @Test
  void aPartnerThatAsksTooOftenIsToldWhenToComeAgainAndNoOtherIs(@TempDir Path directory) {
    var alliance =
        new TinyAlliance(directory)
            .change(
                "agreements/orchard.yaml",
                "purposes:",
                "requests: {per-second: 0.01, burst: 3}\npurposes:");
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard(); // asks twice
      String query = "/v1/agreements/orchard/datasets/accounts/query";
      assertThat(orchard.post(query, "{}").status()).isEqualTo(200);
      Reply refused = orchard.post(query, "{}");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("rate-limited");
      long seconds = refused.json().get("retry-after").longValue();
      assertThat(seconds).isBetween(60L, 100L);
      assertThat(refused.headers().lines())
          .anySatisfy(
              line ->
                  assertThat(line.name() + ": " + line.value())
                      .isEqualTo("retry-after: " + seconds));
      for (int i = 0; i < 5; i++) {
        assertThat(gateway.caller(alliance.pear).get("/v1/agreements/pear").status())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void aRateIsNoPartOfTheTermsSoThatItChangesWithARestart(@TempDir Path directory) {
    var alliance = new TinyAlliance(directory);
    try (var gateway = RunningGateway.start(alliance)) {
      String before = gateway.orchard().get("/v1/agreements/orchard").text();
      alliance.change(
          "agreements/orchard.yaml",
          "purposes:",
          "requests: {per-second: 0.01, burst: 1}\npurposes:");
      gateway.restart();
      Caller orchard = gateway.caller(alliance.orchard);
      assertThat(orchard.get("/v1/agreements/orchard").text()).isEqualTo(before);
      assertThat(orchard.get("/v1/agreements/orchard").status()).isEqualTo(429);
      assertThat(gateway.said()).noneMatch(line -> line.contains("differs"));
    }
  }
}
