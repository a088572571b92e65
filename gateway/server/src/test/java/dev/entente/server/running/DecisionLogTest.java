package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.policies.log.LogFiles;
import dev.entente.signature.Origin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway that runs writes into its decision log, and counts. */
class DecisionLogTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir private Path folder;

  @Test
  void whatIsReleasedAndWhatIsDeniedIsLoggedUnderTheIdThatThePartnerWasTold() throws IOException {
    var alliance = logging("{file: decisions}");
    String released;
    String denied;
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      released = claims(orchard.post(QUERY, "{}").json()).get("decision").textValue();
      denied = orchard.post(QUERY, "{\"fields\":[\"notes\"]}").json().get("decision").textValue();
      orchard.post(QUERY, "[]");
    }
    List<JsonNode> events = events(alliance);
    assertThat(events)
        .extracting(event -> event.get("decision_id").textValue())
        .containsExactly(released, denied);
    assertThat(events.getFirst().at("/input/partner").textValue()).isEqualTo("Orchard Devices");
    assertThat(events.getFirst().at("/result/released/employees/release").textValue())
        .isEqualTo("band");
    assertThat(events.getFirst().at("/labels/gateway").textValue()).isEqualTo("halden");
    assertThat(events.getLast().at("/custom/problem").textValue()).isEqualTo("field-unknown");
  }

  @Test
  void withoutTheSettingNothingIsLogged() throws IOException {
    var alliance = new TinyAlliance(folder.resolve("halden"));
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(gateway.orchard().post(QUERY, "{}").status()).isEqualTo(200);
    }
    assertThat(alliance.root.resolve("decisions")).doesNotExist();
  }

  @Test
  void aServiceThatIsNotThereHoldsNobodyUp() {
    var alliance = logging("{url: \"http://127.0.0.1:1\"}");
    try (var gateway = RunningGateway.start(alliance)) {
      assertThat(gateway.orchard().post(QUERY, "{}").status()).isEqualTo(200);
    }
  }

  @Test
  void whatWasDecidedIsCountedForPrometheus() throws Exception {
    try (var gateway = RunningGateway.start(logging("{file: decisions}"))) {
      Caller orchard = gateway.orchard();
      orchard.post(QUERY, "{}");
      orchard.post(QUERY, "{}");
      orchard.post(QUERY, "{\"fields\":[\"notes\"]}");
      HttpResponse<String> answer = scrape(gateway.admin());
      assertThat(answer.headers().firstValue("content-type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      assertThat(answer.body().lines())
          .contains(
              "entente_decisions_total{outcome=\"released\"} 2.0",
              "entente_decisions_total{outcome=\"refused\"} 1.0",
              "entente_decisions_total{outcome=\"failed\"} 0.0",
              "entente_decisions_remembered_total 1.0",
              "entente_policy_failures_total{cause=\"slow\"} 0.0",
              "entente_held_back_total{what=\"field\"} 0.0",
              "entente_policy_bundles_total{outcome=\"activated\"} 1.0",
              "entente_decision_log_lost_total{cause=\"masking-failed\"} 0.0");
      assertThat(orchard.get("/metrics").status()).as("partners are not told").isEqualTo(404);
    }
  }

  private TinyAlliance logging(String where) {
    return new TinyAlliance(folder.resolve("halden"))
        .change("entente.yaml", "admin: ", "decision-log: " + where + "\nadmin: ");
  }

  private static List<JsonNode> events(TinyAlliance alliance) throws IOException {
    var events = new ArrayList<JsonNode>();
    for (Path file : LogFiles.in(alliance.root.resolve("decisions"))) {
      LogFiles.read(file, line -> events.add(Json.read(line.getBytes(StandardCharsets.UTF_8))));
    }
    return events;
  }

  private static JsonNode claims(JsonNode answer) {
    return Json.read(
        Base64.getUrlDecoder().decode(answer.get("receipt").textValue().split("\\.", -1)[1]));
  }

  private static HttpResponse<String> scrape(Origin admin) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(admin + "/metrics"))
              .header("accept", "application/openmetrics-text;version=1.0.0,*/*;q=0.1")
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
