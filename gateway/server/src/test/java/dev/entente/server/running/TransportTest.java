package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.signature.AnswerProof;
import dev.entente.signature.Headers;
import dev.entente.signature.SentRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection may bring, and that every answer on it is signed. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransportTest {
  private static final String QUERY = "/v1/agreements/orchard/datasets/accounts/query";
  private static final byte[] BODY = RunningGateway.utf8("{\"limit\":1}");

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

  @Test
  void aBodyInPiecesIsPutTogether() throws InterruptedException {
    SentRequest request = orchard.signed("POST", QUERY, Caller.json(), BODY);
    try (var wire = gateway.wire()) {
      byte[] bytes = Caller.bytes(wire, request, QUERY);
      for (int i = 0; i < bytes.length; i += 97) {
        wire.send(java.util.Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + 97)));
        Thread.sleep(2);
      }
      assertOk(wire.reply(), request);
    }
  }

  @Test
  void aChunkedBodyIsTaken() {
    SentRequest request = orchard.signed("POST", QUERY, Caller.json(), BODY);
    try (var wire = gateway.wire()) {
      wire.send(
          wire.head(
              "POST",
              QUERY,
              request.head().headers().and(Headers.of("transfer-encoding", "chunked"))));
      wire.send("4\r\n{\"li\r\n").send("7\r\nmit\":1}\r\n0\r\n\r\n");
      assertOk(wire.reply(), request);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderOnOneConnection() {
    SentRequest first = orchard.signed("POST", QUERY, Caller.json(), BODY);
    SentRequest second =
        orchard.signed("GET", "/v1/agreements/orchard", Headers.none(), new byte[0]);
    SentRequest third = orchard.signed("POST", QUERY, Caller.json(), BODY);
    try (var wire = gateway.wire()) {
      wire.send(
          concat(
              Caller.bytes(wire, first, QUERY),
              Caller.bytes(wire, second, "/v1/agreements/orchard"),
              Caller.bytes(wire, third, QUERY)));
      assertOk(wire.reply(), first);
      assertOk(wire.reply(), second);
      assertOk(wire.reply(), third);
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
    }
  }

  @Test
  void aSenderThatWaitsIsToldToGoOnOnlyAfterItsSignatureVerified() {
    SentRequest request = orchard.signed("POST", QUERY, Caller.json(), BODY);
    Headers waiting =
        request
            .head()
            .headers()
            .and(Headers.of("content-length", "" + BODY.length, "expect", "100-continue"));
    try (var wire = gateway.wire()) {
      wire.send(wire.head("POST", QUERY, waiting));
      assertThat(wire.reply().status()).isEqualTo(100);
      wire.send(BODY);
      assertOk(wire.reply(), request);
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
    }
  }

  @Test
  void aSenderThatWaitsUnsignedIsRefusedWithoutBeingToldToGoOn() {
    try (var wire = gateway.wire()) {
      wire.send(
          wire.head("POST", QUERY, Headers.of("content-length", "9", "expect", "100-continue")));
      Reply refused = wire.reply();
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.headers().combined("connection")).isEqualTo("close");
      assertUnaddressed(refused);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void tenUnsignedMegabytesAreRefusedBeforeTheyAreSentAndTheConnectionGoesOn() {
    try (var wire = gateway.wire()) {
      wire.send(wire.head("POST", QUERY, Headers.of("content-length", "" + (10 << 20))));
      Reply refused = wire.reply();
      assertThat(refused.status()).isEqualTo(401);
      assertUnaddressed(refused);
      wire.send(new byte[10 << 20]);
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
    }
  }

  @Test
  void tenUnsignedMegabytesSentBlindlyAreRefusedWithoutAReset() {
    try (var wire = gateway.wire()) {
      wire.send(wire.head("POST", QUERY, Headers.of("content-length", "" + (10 << 20))));
      wire.send(new byte[10 << 20]);
      Reply refused = wire.reply();
      assertThat(refused.status()).isEqualTo(401);
      assertUnaddressed(refused);
    }
  }

  @Test
  void anEndlessUnsignedBodyEndsWithTheConnection() {
    try (var wire = gateway.wire()) {
      wire.send(wire.head("POST", QUERY, Headers.of("content-length", "" + (1L << 40))));
      assertThat(wire.reply().status()).isEqualTo(401);
      Instant before = Instant.now();
      assertThat(wire.isClosed()).isTrue();
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void tenSignedMegabytesAreTooLargeAndSaidSoToTheirSender() {
    var refused = orchard.call("POST", QUERY, Caller.json(), new byte[10 << 20]);
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.code()).isEqualTo("too-large");
  }

  @Test
  void tenSignedMegabytesInChunksAreTooLargeAsWell() {
    SentRequest request = orchard.signed("POST", QUERY, Caller.json(), new byte[10 << 20]);
    try (var wire = gateway.wire()) {
      wire.send(
          wire.head(
              "POST",
              QUERY,
              request.head().headers().and(Headers.of("transfer-encoding", "chunked"))));
      wire.send("a00000\r\n").send(new byte[10 << 20]).send("\r\n0\r\n\r\n");
      Reply refused = wire.reply();
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.proof(gateway.keys(), request)).isInstanceOf(AnswerProof.Addressed.class);
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatTricklesIsGivenUp() {
    SentRequest request = orchard.signed("POST", QUERY, Caller.json(), BODY);
    try (var wire = gateway.wire()) {
      byte[] bytes = Caller.bytes(wire, request, QUERY);
      wire.send(java.util.Arrays.copyOf(bytes, bytes.length - 1));
      Reply refused = wire.reply();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo("query-malformed");
      assertThat(refused.proof(gateway.keys(), request)).isInstanceOf(AnswerProof.Addressed.class);
      assertThat(wire.isClosed()).isTrue();
    }
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
      assertUnaddressed(reply);
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
      assertOk(wire.reply(), request);
    }
  }

  @Test
  void aTargetOfEightKilobytesIsAnsweredAndOneOfThirtyTwoIsNot() {
    try (var wire = gateway.wire()) {
      Reply reply = wire.get("/" + "a".repeat(8 << 10));
      assertThat(reply.status()).isEqualTo(401);
      assertUnaddressed(reply);
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
      assertUnaddressed(reply);
    }
  }

  @Test
  void headIsAnsweredWithWhatIsSignedForNoBody() {
    try (var wire = gateway.wire()) {
      Reply open = wire.send(wire.head("HEAD", "/healthz", Headers.none())).reply(false);
      assertThat(open.status()).isEqualTo(200);
      assertUnaddressed(open);
      Reply again = wire.send(wire.head("HEAD", "/v1/agreements", Headers.none())).reply(false);
      assertThat(again.status()).isEqualTo(401);
      assertUnaddressed(again);
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
    }
    assertThat(orchard.call("HEAD", "/v1/agreements/orchard", Headers.none(), new byte[0]).status())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /healthz HTTP/1.1\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n",
        "POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
      })
  void aMalformedRequestIsAnsweredSignedToo(String request) {
    try (var wire = gateway.wire()) {
      Reply reply = wire.send(request).reply();
      assertThat(reply.status()).isEqualTo(400);
      assertUnaddressed(reply);
    }
  }

  @Test
  void bytesBeyondAsciiInAHeaderAreOnlyAHeader() {
    try (var wire = gateway.wire()) {
      Reply reply =
          wire.send(wire.head("GET", "/v1/agreements/orchard", Headers.of("x", "\u00e4\u00ff")))
              .reply();
      assertThat(reply.status()).isEqualTo(401);
      assertUnaddressed(reply);
    }
  }

  @Test
  void anUpgradeIsNotTaken() {
    try (var wire = gateway.wire()) {
      var headers =
          Headers.of(
              "connection",
              "Upgrade",
              "upgrade",
              "websocket",
              "sec-websocket-version",
              "13",
              "sec-websocket-key",
              "dGhlIHNhbXBsZSBub25jZQ==");
      Reply reply = wire.send(wire.head("GET", "/v1/agreements/orchard", headers)).reply();
      assertThat(reply.status()).isEqualTo(401);
      assertUnaddressed(reply);
    }
  }

  private void assertOk(Reply reply, SentRequest request) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.proof(gateway.keys(), request)).isInstanceOf(AnswerProof.Addressed.class);
  }

  private void assertUnaddressed(Reply reply) {
    assertThat(reply.proof(gateway.keys())).isInstanceOf(AnswerProof.Unaddressed.class);
  }

  private static byte[] concat(byte[]... parts) {
    var all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
