package dev.entente.server.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.entente.json.Json;
import dev.entente.server.http.Limits;
import dev.entente.server.running.Caller;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One source hangs, with 64 callers who wait for it; the other's callers notice nothing. */
class DeadSourceTest {
  private static final String WELL = "/v1/agreements/orchard/datasets/accounts/query";
  private static final String DEAD = "/v1/agreements/orchard/datasets/companies/query";
  private static final int CALLERS = 64;

  private final WireMockServer api =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  @AfterEach
  void stop() {
    api.stop();
  }

  @Test
  void oneDeadSourceSlowsNoOtherAndOperatorsAreToldWhich(@TempDir Path directory) throws Exception {
    api.start();
    api.stubFor(any(anyUrl()).willReturn(okJson("[{\"ticker\": \"ABC\"}]")));
    var alliance =
        new TinyAlliance(directory)
            .write(
                "datasets/companies.yaml",
                """
                dataset: companies
                title: Companies
                source: {connector: http, url: "http://127.0.0.1:%d/", fresh: 0, limits: {seconds: 3}}
                key: [ticker]
                fields: {ticker: {type: string, category: accounts, value: 1, stage: early}}
                """
                    .formatted(api.port()))
            .change("agreements/orchard.yaml", "[accounts]", "[accounts, companies]");
    try (var gateway = RunningGateway.start(alliance, Limits.USUAL)) {
      Caller orchard = gateway.orchard();
      assertThat(orchard.post(DEAD, "{}").status()).isEqualTo(200);
      api.stubFor(any(anyUrl()).willReturn(okJson("[]").withFixedDelay(60_000)));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Reply>> waiting = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
          waiting.add(threads.submit(() -> orchard.post(DEAD, "{}")));
        }
        await()
            .until(
                () -> metrics(gateway).contains("entente_source_reading{dataset=\"companies\"} 8"));
        for (int i = 0; i < 20; i++) {
          long begun = System.nanoTime();
          assertThat(orchard.post(WELL, "{}").status()).isEqualTo(200);
          assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        }
        for (Future<Reply> future : waiting) {
          Reply reply = future.get();
          assertThat(reply.code()).isEqualTo("source-unavailable");
          assertThat(reply.json().get("dataset").textValue()).isEqualTo("companies");
          assertThat(reply.headers().lines())
              .anySatisfy(
                  line -> {
                    assertThat(line.name()).isEqualTo("retry-after");
                    assertThat(line.value()).matches("[1-9][0-9]*");
                  });
        }
      }
      try (var wire = gateway.wire()) {
        assertThat(wire.get("/readyz").text()).contains("\"ready\"").doesNotContain("companies");
      }
      JsonNode explained = Json.read(admin(gateway, "/readyz").getBytes(StandardCharsets.UTF_8));
      assertThat(explained.at("/sources/companies").textValue())
          .contains("did not answer within 3 s");
      assertThat(explained.at("/sources").size()).isOne();
      assertThat(metrics(gateway))
          .contains("entente_source_ready{dataset=\"accounts\"} 1")
          .contains("entente_source_ready{dataset=\"companies\"} 0")
          .contains("entente_source_reads_total{dataset=\"companies\",outcome=\"read\"} 1");
    }
  }

  private static String metrics(RunningGateway gateway) throws Exception {
    return admin(gateway, "/metrics");
  }

  private static String admin(RunningGateway gateway, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(gateway.admin() + path)).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
