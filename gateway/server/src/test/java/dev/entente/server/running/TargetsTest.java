package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.signature.Headers;
import dev.entente.signature.SentRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may name, and by which method. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TargetsTest {
  private RunningGateway gateway;
  private Caller orchard;

  @BeforeAll
  void start(@TempDir Path directory) {
    gateway = RunningGateway.start(new TinyAlliance(directory));
    orchard = gateway.orchard();
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//",
        "/..",
        "/v1/../v1",
        "*",
        "/%",
        "/%zz",
        "/%00",
        "/v1/agreements",
        "/v1/agreements/",
        "/v1/agreements//",
        "/v1/agreements/%6frchard",
        "/v1/agreements/..",
        "/v1/agreements/orchard/",
        "/v1/agreements/orchard/datasets/..",
        "/HEALTHZ",
        "/healthz/",
        "/v1/log/tile/",
        "/v1/log/tile/..",
        "/v1/log/tile/0/999",
        "/?",
        "/#x",
        "/\u00e4"
      })
  void anAbsurdTargetIsAnsweredSignedAndSays4xx(String target) {
    try (var wire = gateway.wire()) {
      Reply reply = wire.get(target);
      assertThat(reply.status()).isBetween(400, 499);
      gateway.assertTellsNobody(reply);
    }
    if (!target.contains("\u00e4")) {
      assertThat(orchard.get(target).status()).isBetween(400, 499);
    }
  }

  @Test
  void anAbsoluteTargetIsTakenAtItsPathUnderTheConfiguredOrigin() {
    SentRequest request =
        orchard.signed("GET", "/v1/agreements/orchard", Headers.none(), new byte[0]);
    try (var wire = gateway.wire()) {
      wire.send(
          wire.head(
              "GET", "http://elsewhere.example/v1/agreements/orchard", request.head().headers()));
      gateway.assertAnswers(wire.reply(), request);
    }
  }

  @Test
  void aTargetOfEightKilobytesIsAnsweredAndOneOfThirtyTwoIsNot() {
    try (var wire = gateway.wire()) {
      Reply reply = wire.get("/" + "a".repeat(8 << 10));
      assertThat(reply.status()).isEqualTo(401);
      gateway.assertTellsNobody(reply);
    }
    try (var wire = gateway.wire()) {
      assertThat(wire.get("/" + "a".repeat(32 << 10)).status()).isEqualTo(414);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "FOO"})
  void anotherMethodOnAPublicResourceIsNotAllowed(String method) {
    try (var wire = gateway.wire()) {
      Reply reply = wire.send(wire.head(method, "/healthz", Headers.none())).reply();
      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.headers().combined("allow")).isEqualTo("GET, HEAD");
      gateway.assertTellsNobody(reply);
    }
  }

  @Test
  void headIsAnsweredWithWhatIsSignedForNoBody() {
    try (var wire = gateway.wire()) {
      Reply open = wire.send(wire.head("HEAD", "/healthz", Headers.none())).reply(false);
      assertThat(open.status()).isEqualTo(200);
      gateway.assertTellsNobody(open);
      Reply again = wire.send(wire.head("HEAD", "/v1/agreements", Headers.none())).reply(false);
      assertThat(again.status()).isEqualTo(401);
      gateway.assertTellsNobody(again);
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
    }
    assertThat(orchard.call("HEAD", "/v1/agreements/orchard", Headers.none(), new byte[0]).status())
        .isEqualTo(405);
  }
}
