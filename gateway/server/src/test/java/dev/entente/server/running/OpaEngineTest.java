package dev.entente.server.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entente.signature.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose policy is decided by a real OPA server, over a Unix socket. */
class OpaEngineTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";

  @TempDir private Path folder;
  private TinyAlliance alliance;
  private Path socket;
  private Process opa;

  @BeforeEach
  void build() throws Exception {
    socket = folder.resolve("opa.sock");
    alliance =
        new TinyAlliance(folder.resolve("halden"))
            .change(
                "entente.yaml",
                "admin: ",
                "policy: {engine: opa, url: \"unix://" + socket + "\"}\nadmin: ");
    Opa.served(alliance, "r1");
  }

  private void serve() throws IOException {
    opa = Opa.serve(alliance, socket);
  }

  @AfterEach
  void stop() {
    if (opa != null) {
      opa.destroyForcibly();
      opa.onExit().join();
    }
  }

  @Test
  void itDecidesAndWhileItIsGoneNothingIsReleased() throws Exception {
    serve();
    try (var gateway = RunningGateway.start(alliance)) {
      Caller orchard = gateway.orchard();
      // A busy machine may need more than the quarter of a second that a decision has.
      await().atMost(Duration.ofSeconds(20)).until(() -> orchard.post(QUERY, "{}").status() == 200);
      assertThat(orchard.post(QUERY, "{}").text()).contains("\"100-999\"");

      stop();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> orchard.post(QUERY, "{\"fields\":[\"ticker\"]}").status() == 503);
      for (int i = 0; i < 5; i++) {
        Reply refused = orchard.post(QUERY, "{\"fields\":[\"ticker\",\"sector\"]}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text()).contains("policy-unavailable");
      }
      var headers = Headers.of("content-type", "application/json", "idempotency-key", "one");
      Reply shared =
          orchard.call(
              "POST",
              "/v1/agreements/orchard/exchanges/campaigns/contributions",
              headers,
              "{\"records\":[{\"campaign\":\"C\",\"spend\":1,\"leads\":1}]}".getBytes(UTF_8));
      assertThat(shared.text()).contains("policy-unavailable");
      // What was decided before is not taken from memory either.
      assertThat(orchard.post(QUERY, "{}").text()).contains("policy-unavailable");

      serve();
      await().atMost(Duration.ofSeconds(20)).until(() -> orchard.post(QUERY, "{}").status() == 200);
      assertThat(orchard.get("/v1/agreements/orchard/standing").json().get("received").intValue())
          .isZero();
    }
  }

  @Test
  void withoutItThereIsNoStart() {
    assertThatThrownBy(() -> RunningGateway.start(alliance))
        .hasMessageContaining("OPA at unix://" + socket + " cannot be asked");
  }

  @Test
  void oneThatRunsAnotherBundleIsRefused() throws Exception {
    serve();
    Opa.served(alliance, "r2");
    assertThatThrownBy(() -> RunningGateway.start(alliance))
        .hasMessageContaining(
            "runs bundles of the revisions [r1], and the policy in force is of r2");
  }
}
