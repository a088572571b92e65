package dev.entente.server.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who closes its connection while an API is read for it, one read at a time. */
class LeavingAnApiTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/companies/query";
  private static final String READING = "entente_source_reading{dataset=\"companies\"} ";

  private final WireMockServer api =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  @AfterEach
  void stop() {
    api.stop();
  }

  @Test
  void whoLeavesEndsTheRequestAndIsChargedNothing(@TempDir Path directory) {
    api.start();
    answers(0);
    TinyAlliance alliance = alliance(directory);
    try (var gateway = RunningGateway.start(alliance)) {
      gateway.orchard();
      var probe = new Probe(gateway);
      answers(60_000);
      long entries = probe.logSize();
      try (var wire = new Wire(gateway.origin())) {
        wire.send(HandMade.post(gateway, alliance.orchard, QUERY, "{}").bytes());
        await().until(() -> LeavingTest.metrics(gateway).contains(READING + 1));
      }
      await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> LeavingTest.metrics(gateway).contains(READING + 0));
      answers(0);
      assertThat(probe.logSize()).isEqualTo(entries);
      assertThat(probe.send(HandMade.post(gateway, alliance.orchard, QUERY, "{}")).status())
          .isEqualTo(200);
    }
  }

  private void answers(int after) {
    api.stubFor(any(anyUrl()).willReturn(okJson("[{\"ticker\": \"ABC\"}]").withFixedDelay(after)));
  }

  private TinyAlliance alliance(Path directory) {
    return new TinyAlliance(directory)
        .write(
            "datasets/companies.yaml",
            """
            dataset: companies
            title: Companies
            source: {connector: http, url: "http://127.0.0.1:%d/", fresh: 0, limits: {concurrent: 1}}
            key: [ticker]
            fields: {ticker: {type: string, category: accounts, value: 1, stage: early}}
            """
                .formatted(api.port()))
        .change("agreements/orchard.yaml", "[accounts]", "[accounts, companies]");
  }
}
