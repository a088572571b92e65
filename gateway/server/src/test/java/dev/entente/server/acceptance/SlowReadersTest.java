package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.running.Reply;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import dev.entente.signature.Jwks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred readers of pages of 4 MB who take nothing of them, before a gateway of a small heap.
 */
@Tag("long")
@Timeout(120)
class SlowReadersTest {
  private static final String DATASET = "/v1/agreements/orchard/datasets/accounts/";
  private static final int READERS = 200;

  @TempDir private Path directory;

  @Test
  void manyReadersOfLargePagesAndPartsOfAnExportCostNoMemory() {
    TinyAlliance alliance = alliance();
    try (var gateway = ServeProcess.start(directory, "128m")) {
      var load = new Load(gateway.origin(), alliance.orchard);
      load.accept();
      var log = new Probe(gateway.origin(), Jwks.of());
      Reply begun =
          load.call(post(gateway, alliance, "exports", "{\"limit\":1000,\"records\":1000}"));
      JsonNode export = begun.json().get("export");
      assertThat(export).as(begun.text()).isNotNull();
      List<Wire> slow = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        String call = i % 2 == 0 ? "query" : "exports/" + export;
        long entries = log.logSize();
        slow.add(
            new Wire(gateway.origin())
                .send(post(gateway, alliance, call, "{\"limit\":1000}").bytes()));
        await().until(() -> log.logSize() > entries);
      }
      slow.forEach(Wire::close);
      assertThat(load.call(post(gateway, alliance, "query", "{\"limit\":1}")).status())
          .isEqualTo(200);
      assertThat(directory.resolve("serve.err")).content().doesNotContain("OutOfMemory", "ERROR");
    }
  }

  private static HandMade post(
      ServeProcess gateway, TinyAlliance alliance, String call, String body) {
    return HandMade.post(gateway.origin(), alliance.orchard, DATASET + call, body);
  }

  private TinyAlliance alliance() {
    var rows = new StringBuilder("ticker,sector,employees,margin,notes\n");
    for (int i = 0; i < 1000; i++) {
      rows.append("T").append(i).append(',').append("steel".repeat(800)).append(",7,1,n\n");
    }
    return new TinyAlliance(directory)
        .change("entente.yaml", "window: 500}", "window: 100000}")
        .change("entente.yaml", "window: 1000,", "window: 200000,")
        .write("data/accounts.csv", rows.toString());
  }
}
