package dev.entente.server.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that an API can do wrong, as a partner meets it: a clear problem, nothing charged,
 * nothing kept; and once it does right, an answer as if nothing had been.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UntrustedSourceTest {
  private static final String DATASET = "/v1/agreements/orchard/datasets/companies/";
  private static final String MEASURES = "\"measures\":{\"n\":\"count\"}";

  private final WireMockServer api =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private TinyAlliance alliance;
  private RunningGateway gateway;
  private Probe probe;
  private int asked;

  @BeforeAll
  void start(@TempDir Path directory) {
    api.start();
    alliance =
        new TinyAlliance(directory)
            .write("datasets/companies.yaml", manifest(api.port()))
            .change("agreements/orchard.yaml", "[accounts]", "[accounts, companies]");
    gateway = RunningGateway.start(alliance);
    gateway.orchard();
    probe = new Probe(gateway);
  }

  /** What is read is kept for an hour: of what failed, nothing. */
  private static String manifest(int port) {
    return """
        dataset: companies
        title: Companies
        source:
          connector: http
          url: http://127.0.0.1:%d/companies
          page: {style: link}
          parameters: {sector: sector}
          fresh: 3600
          limits: {seconds: 1, records: 100, megabytes: 1}
        key: [ticker]
        aggregate: {k: 2}
        fields:
          ticker:    {type: string,  category: accounts, value: 1, stage: early}
          sector:    {type: string,  category: accounts, value: 1, stage: early}
          employees: {type: integer, category: accounts, value: 1, stage: early}
          founded:   {type: date,    category: accounts, value: 1, stage: early}
          share:     {type: number,  category: accounts, value: 1, stage: early}
        """
        .formatted(port);
  }

  @AfterAll
  void stop() {
    gateway.close();
    api.stop();
  }

  private static Stream<Arguments> faults() {
    Map<String, ResponseDefinitionBuilder> faults = new TreeMap<>();
    for (int status : new int[] {204, 206, 301, 302, 307, 304, 400, 401, 403, 404, 410, 500, 501}) {
      faults.put(
          "status " + status,
          okJson("[]")
              .withStatus(status)
              .withHeader("Location", "http://169.254.169.254/latest/meta-data"));
    }
    for (int status : new int[] {429, 503}) {
      faults.put("busy " + status, aResponse().withStatus(status).withHeader("Retry-After", "0"));
    }
    for (Fault fault : Fault.values()) {
      faults.put("fault " + fault, aResponse().withFault(fault));
    }
    faults.put("silence", okJson("[]").withFixedDelay(3_000));
    faults.put("drip", okJson("[" + " ".repeat(99) + "]").withChunkedDribbleDelay(99, 9_000));
    faults.put("no JSON", okJson("<html>"));
    faults.put("nothing", okJson(""));
    faults.put("half", okJson("[{\"ticker\": \"A\"}"));
    faults.put("more", okJson("[] []"));
    faults.put("NaN", okJson("[{\"ticker\": \"A\", \"share\": NaN}]"));
    faults.put("Infinity", okJson("[{\"ticker\": \"A\", \"share\": -Infinity}]"));
    faults.put("a name twice", okJson("[{\"ticker\": \"A\", \"ticker\": \"B\"}]"));
    faults.put("deep", okJson("[".repeat(9_999)));
    faults.put("no list", okJson("{\"records\": []}"));
    faults.put("another type", aResponse().withBody("[]").withHeader("Content-Type", "text/html"));
    faults.put("too many", okJson("[" + "{},".repeat(100) + "{}]"));
    faults.put("a huge cell", okJson("[{\"sector\": \"" + "x".repeat(2 << 20) + "\"}]"));
    faults.put("a huge name", okJson("[{\"" + "x".repeat(2 << 20) + "\": 1}]"));
    faults.put("not UTF-8", okJson("").withBody(new byte[] {'[', '"', (byte) 0xff, '"', ']'}));
    faults.put(
        "a bomb", okJson("").withBody(zipped(64 << 20)).withHeader("Content-Encoding", "gzip"));
    faults.put("no gzip", okJson("[]").withHeader("Content-Encoding", "gzip"));
    faults.put("brotli", okJson("[]").withHeader("Content-Encoding", "br"));
    for (String link :
        new String[] {
          "http://169.254.169.254/latest/meta-data/",
          "http://[fe80::1]/",
          "http://2852039166/",
          "https://127.0.0.1/companies",
          "http://localhost/companies",
          "companies", // itself: it has the same parameters no more, and leads to itself then
        }) {
      faults.put("link to " + link, linked(link));
    }
    return faults.entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue()));
  }

  private static ResponseDefinitionBuilder linked(String link) {
    return okJson("[{\"ticker\": \"A\"}]").withHeader("Link", "<" + link + ">; rel=next");
  }

  private static byte[] zipped(int size) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[] {'['});
      for (int i = 0; i < size; i += 1 << 20) {
        gzip.write(" ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void afterItAllIsAsIfNothingHadBeen(String name, ResponseDefinitionBuilder fault) {
    String sector = "S" + asked++;
    answer(sector, fault);
    api.stubFor(get(urlPathEqualTo("/companies")).atPriority(9).willReturn(linked("companies")));
    long entries = probe.logSize();
    JsonNode standing = standing();
    unavailable(ask("query", sector, ""));
    unavailable(ask("aggregate", sector, "," + MEASURES));
    assertThat(probe.logSize()).as("entries").isEqualTo(entries);
    assertThat(standing()).isEqualTo(standing);

    answer(sector, okJson("[{\"ticker\": \"%1$s\", \"sector\": \"%1$s\"}]".formatted(sector)));
    Reply good = ask("query", sector, "");
    assertThat(good.status()).as(good.text()).isEqualTo(200);
    assertThat(good.json().get("records"))
        .hasToString(
            "[{\"ticker\":\"%1$s\",\"sector\":\"%1$s\",\"employees\":null,\"founded\":null,\"share\":null}]"
                .formatted(sector));
    assertThat(good.json().at("/reciprocity/value").decimalValue())
        .as("as the first answer costs")
        .isEqualByComparingTo("2");
    assertThat(probe.logSize()).isEqualTo(entries + 1);
  }

  private void answer(String sector, ResponseDefinitionBuilder answer) {
    api.stubFor(
        get(urlPathEqualTo("/companies"))
            .withQueryParam("sector", equalTo(sector))
            .atPriority(1)
            .willReturn(answer));
  }

  private Reply ask(String call, String sector, String more) {
    String body = "{\"filter\":\"sector==%s\"%s}".formatted(sector, more);
    return probe.send(HandMade.post(gateway, alliance.orchard, DATASET + call, body));
  }

  private JsonNode standing() {
    return probe
        .send(HandMade.get(gateway, alliance.orchard, "/v1/agreements/orchard/standing"))
        .json();
  }

  private static void unavailable(Reply reply) {
    Probe.isRefused(reply, 503, "source-unavailable");
    assertThat(reply.json().get("dataset").textValue()).isEqualTo("companies");
    assertThat(reply.text()).doesNotContain("127.0.0.1", "169.254", "JSON", "page", "http:");
  }
}
