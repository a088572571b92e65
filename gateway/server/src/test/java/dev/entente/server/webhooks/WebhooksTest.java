package dev.entente.server.webhooks;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.entente.json.Json;
import dev.entente.server.cli.InProcess;
import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.TinyAlliance;
import dev.entente.server.running.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others are told of what wants attention, whatever they do with it. */
@Tag("long")
class WebhooksTest {
  private static final byte[] SECRET =
      "a secret of thirty two bytes: ok".getBytes(StandardCharsets.US_ASCII);
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir Path directory;

  private final WireMockServer receiver =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop();
  }

  private TinyAlliance alliance(String url, String more) {
    return new TinyAlliance(directory)
        .write("hook-secret", "whsec_" + Base64.getEncoder().encodeToString(SECRET) + "\n")
        .change(
            "entente.yaml",
            "operators:",
            "webhooks: [{url: \"%s\", secret-file: hook-secret%s}]\noperators:"
                .formatted(url, more));
  }

  private TinyAlliance alliance() {
    return alliance(receiver.baseUrl() + "/hook", "");
  }

  private void dispute(String name) {
    var said =
        InProcess.run(
            "record",
            directory.toString(),
            "orchard",
            "dispute",
            name,
            "--as",
            "ana",
            "--because",
            "it is wrong");
    assertThat(said.exit()).as(said.err()).isZero();
  }

  /** What came, oldest first. */
  private List<LoggedRequest> came() {
    return receiver.getAllServeEvents().reversed().stream().map(ServeEvent::getRequest).toList();
  }

  private void await(int requests) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> came().size() >= requests);
  }

  private static String metrics(RunningGateway gateway) {
    try (var wire = new Wire(gateway.admin())) {
      return wire.get("/metrics").text();
    }
  }

  @Test
  void aDisputeIsToldAsASignedCloudEvent() throws GeneralSecurityException {
    receiver.stubFor(post("/hook").willReturn(aResponse().withStatus(204)));
    try (var gateway = RunningGateway.start(alliance())) {
      gateway.orchard();
      dispute("invoice");
      await(1);

      LoggedRequest told = came().getFirst();
      assertThat(told.getHeader("content-type")).isEqualTo("application/cloudevents+json");
      JsonNode event = Json.read(told.getBody());
      assertThat(event.get("specversion").textValue()).isEqualTo("1.0");
      assertThat(event.get("type").textValue()).isEqualTo("dev.entente.attention.dispute");
      assertThat(event.get("source").textValue()).isEqualTo("urn:entente:gateway:halden");
      assertThat(event.get("subject").textValue()).isEqualTo("orchard");
      assertThat(event.at("/data/because").textValue()).contains("dispute `invoice` is open");
      assertThat(event.get("id").textValue()).isEqualTo(told.getHeader("webhook-id"));
      assertThat(signed(told)).contains(told.getHeader("webhook-signature"));
      assertThat(metrics(gateway))
          .contains(
              "entente_webhook_attempts_total{outcome=\"taken\",receiver=\""
                  + receiver.baseUrl()
                  + "\"} 1");
    }
  }

  /** As the standard's text says it, without the code under test. */
  private static String signed(LoggedRequest told) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
    String content =
        told.getHeader("webhook-id")
            + "."
            + told.getHeader("webhook-timestamp")
            + "."
            + told.getBodyAsString();
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsNotTakenIsToldAgainUnderTheSameId() throws GeneralSecurityException {
    receiver.stubFor(
        post("/hook")
            .inScenario("bad day")
            .whenScenarioStateIs(STARTED)
            .willReturn(aResponse().withStatus(500))
            .willSetStateTo("still"));
    receiver.stubFor(
        post("/hook")
            .inScenario("bad day")
            .whenScenarioStateIs("still")
            .willReturn(aResponse().withStatus(429))
            .willSetStateTo("well"));
    receiver.stubFor(
        post("/hook").inScenario("bad day").whenScenarioStateIs("well").willReturn(aResponse()));
    try (var gateway = RunningGateway.start(alliance())) {
      gateway.orchard();
      dispute("invoice");
      await(3);

      assertThat(came())
          .extracting(it -> it.getHeader("webhook-id"))
          .containsOnly(came().getFirst().getHeader("webhook-id"));
      assertThat(came())
          .extracting(LoggedRequest::getBodyAsString)
          .containsOnly(came().getFirst().getBodyAsString());
      for (LoggedRequest told : came()) {
        assertThat(told.getHeader("webhook-signature")).isEqualTo(signed(told));
      }
      Duration first =
          Duration.between(
              came().get(0).getLoggedDate().toInstant(), came().get(1).getLoggedDate().toInstant());
      Duration second =
          Duration.between(
              came().get(1).getLoggedDate().toInstant(), came().get(2).getLoggedDate().toInstant());
      assertThat(first).isBetween(Duration.ofMillis(490), Duration.ofMillis(1_900));
      assertThat(second).isBetween(Duration.ofMillis(990), Duration.ofMillis(3_500));
      assertThat(metrics(gateway))
          .contains("outcome=\"failed\",receiver=\"" + receiver.baseUrl() + "\"} 2");
    }
  }

  @Test
  void afterARestartWhatStillWantsAttentionIsToldAgainUnderTheSameIdAndWhatIsOverIsNot() {
    receiver.stubFor(post("/hook").willReturn(aResponse()));
    try (var gateway = RunningGateway.start(alliance())) {
      gateway.orchard();
      dispute("invoice");
      await(1);
      dispute("delivery");
      await(2);
      var resolved =
          InProcess.run(
              "record",
              directory.toString(),
              "orchard",
              "resolve",
              "invoice",
              "--as",
              "bo",
              "--because",
              "paid");
      assertThat(resolved.exit()).isZero();
      gateway.restart();
      await(3);
      assertThat(came().get(2).getHeader("webhook-id"))
          .isEqualTo(came().get(1).getHeader("webhook-id"));

      dispute("invoice");
      await(4);
      assertThat(came().get(3).getHeader("webhook-id"))
          .as("another dispute of the same name")
          .isNotEqualTo(came().getFirst().getHeader("webhook-id"));
    }
  }

  @Test
  void aRedirectionIsNotFollowed() {
    receiver.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse().withStatus(307).withHeader("location", receiver.baseUrl() + "/other")));
    try (var gateway = RunningGateway.start(alliance())) {
      gateway.orchard();
      dispute("invoice");
      await(2);

      assertThat(came()).extracting(LoggedRequest::getUrl).containsOnly("/hook");
    }
  }

  @Test
  void onlyWhatIsAskedForIsTold() throws InterruptedException {
    receiver.stubFor(post("/hook").willReturn(aResponse()));
    try (var gateway =
        RunningGateway.start(
            alliance(receiver.baseUrl() + "/hook", ", kinds: [refused-signatures]"))) {
      gateway.orchard();
      dispute("invoice");
      Thread.sleep(4_000);
      assertThat(came()).isEmpty();

      try (var wire = gateway.wire()) {
        Reply refused =
            wire.send(
                    "GET /v1/agreements/orchard/standing HTTP/1.1\r\nHost: x\r\nSignature-Input: sig=(\"@method\" \"@target-uri\");created=1;tag=\"entente-request\"\r\nSignature: sig=:AAAA:\r\n\r\n")
                .reply();
        assertThat(refused.code()).isEqualTo("signature-invalid");
      }
      await(1);
      assertThat(came().getFirst().getBodyAsString())
          .contains("dev.entente.attention.refused-signatures")
          .contains("1 request was refused in its name as signature-invalid");
    }
  }

  @Test
  void aReceiverThatNeverAnswersSlowsNothingAndIsSeen() throws Exception {
    try (var dead = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var gateway =
            RunningGateway.start(alliance("http://127.0.0.1:" + dead.getLocalPort() + "/", ""))) {
      var held = new ArrayList<Socket>();
      Thread.startVirtualThread(() -> hold(dead, held));
      var orchard = gateway.orchard();
      dispute("invoice");
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !held.isEmpty());

      long begun = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        assertThat(orchard.post(QUERY, "{}").status()).isEqualTo(200);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  metrics(gateway)
                      .matches("(?s).*attempts_total\\{outcome=\"failed\"[^\\n]*\\} [1-9].*"));
    }
  }

  private static void hold(ServerSocket dead, List<Socket> held) {
    try {
      while (true) {
        held.add(dead.accept());
      }
    } catch (IOException e) {
      // closed
    }
  }
}
