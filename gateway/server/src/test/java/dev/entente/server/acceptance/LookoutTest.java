package dev.entente.server.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
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

/** A source that nobody asks is known to be gone, and to be back. */
class LookoutTest {
  private final WireMockServer api =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  @AfterEach
  void stop() {
    api.stop();
  }

  @Test
  void oneThatNobodyAsksIsNotReadyUntilItIs(@TempDir Path directory) {
    api.start();
    api.stubFor(get(anyUrl()).willReturn(serverError()));
    var alliance =
        new TinyAlliance(directory)
            .write(
                "datasets/companies.yaml",
                """
                dataset: companies
                title: Companies
                source: {connector: http, url: "http://127.0.0.1:%d/"}
                key: [ticker]
                fields: {ticker: {type: string, category: accounts, value: 1, stage: early}}
                """
                    .formatted(api.port()));
    try (var gateway = RunningGateway.start(alliance);
        var admin = new Wire(gateway.admin())) {
      await().until(() -> admin.get("/metrics").text().contains("{dataset=\"companies\"} 0"));
      assertThat(admin.get("/metrics").text())
          .contains("entente_source_ready{dataset=\"companies\"} 0")
          .contains("entente_source_ready{dataset=\"accounts\"} 1")
          .contains("entente_source_reads_total{dataset=\"companies\",outcome=\"failed\"} 0");
      assertThat(admin.get("/readyz").text()).contains("\"companies\":", "answers 500");
      assertThat(api.getAllServeEvents()).as("at the opening alone").hasSize(1);

      api.stubFor(get(anyUrl()).willReturn(okJson("[]")));
      await()
          .atMost(Duration.ofSeconds(40))
          .until(
              () ->
                  admin
                      .get("/metrics")
                      .text()
                      .contains("entente_source_ready{dataset=\"companies\"} 1"));
      assertThat(api.getAllServeEvents())
          .as("a few times, and not at each look")
          .hasSizeLessThan(4);
    }
  }
}
