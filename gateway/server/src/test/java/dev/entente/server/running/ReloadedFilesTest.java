package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset's file changes while the gateway runs; it looks every few seconds. */
@Tag("long")
class ReloadedFilesTest {
  private static String readiness(RunningGateway gateway) {
    try (var wire = new Wire(gateway.admin())) {
      return wire.get("/readyz").text();
    }
  }

  @Test
  void whatCannotBeReadIsAnAlarmForOperatorsAndWhatCanIsServed(@TempDir Path directory) {
    var alliance = new TinyAlliance(directory);
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      String query = "/v1/agreements/orchard/datasets/accounts/query";
      alliance.write("data/accounts.csv", "ticker,sector\nABC,Broken\n");

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> readiness(gateway).contains("what was read before goes on"));
      assertThat(readiness(gateway)).contains("\"status\":\"ready\"").contains("dataset accounts");
      assertThat(orchard.post(query, "{}").text()).doesNotContain("Broken").contains("Hardware");
      alliance.write("data/accounts.csv", "ticker,sector,employees,margin,notes\nABC,New,,,\n");

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> orchard.post(query, "{}").text().contains("New"));
      Awaitility.await().until(() -> !readiness(gateway).contains("goes on"));
    }
  }
}
