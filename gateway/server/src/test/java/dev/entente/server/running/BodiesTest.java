package dev.entente.server.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.signature.AnswerProof;
import dev.entente.signature.Headers;
import dev.entente.signature.SentRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a request may bring as its body, and what is refused of it before and after it came. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodiesTest {
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
        wire.send(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + 97)));
        Thread.sleep(2);
      }
      gateway.assertAnswers(wire.reply(), request);
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
      gateway.assertAnswers(wire.reply(), request);
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
      gateway.assertAnswers(wire.reply(), request);
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
      gateway.assertTellsNobody(refused);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void tenUnsignedMegabytesAreRefusedBeforeTheyAreSentAndTheConnectionCloses() {
    try (var wire = gateway.wire()) {
      wire.send(wire.head("POST", QUERY, Headers.of("content-length", "" + (10 << 20))));
      Reply refused = wire.reply();
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.headers().combined("connection")).isEqualTo("close");
      gateway.assertTellsNobody(refused);
      wire.send(new byte[10 << 20]);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void whatFollowsABodyThatWasNotReadIsNotHeard() {
    int length = 100_000;
    try (var wire = gateway.wire()) {
      wire.send(wire.head("POST", QUERY, Headers.of("content-length", "" + length)));
      assertThat(wire.reply().headers().combined("connection")).isEqualTo("close");
      wire.send(" ".repeat(length) + wire.head("GET", "/healthz", Headers.none()));
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void aRefusalThatCameAfterTheWholeBodyKeepsTheConnection() throws InterruptedException {
    SentRequest request = orchard.signed("POST", QUERY, Caller.json(), BODY);
    byte[] other = BODY.clone();
    other[BODY.length - 2] = '2';
    try (var wire = gateway.wire()) {
      Headers headers =
          request.head().headers().and(Headers.of("content-length", "" + other.length));
      wire.send(wire.head("POST", QUERY, headers)).send(other);
      Reply refused = wire.reply();
      assertThat(refused.code()).isEqualTo("digest-mismatch");
      gateway.assertTellsNobody(refused);
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
      gateway.assertTellsNobody(refused);
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
      wire.send("a00000\r\n").send(new byte[10 << 20]);
      Reply refused = wire.reply();
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.headers().combined("connection")).isEqualTo("close");
      assertThat(refused.proof(gateway.keys(), request)).isInstanceOf(AnswerProof.Addressed.class);
      wire.send("\r\n0\r\n\r\n");
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void aBodyThatTricklesIsGivenUp() {
    SentRequest request = orchard.signed("POST", QUERY, Caller.json(), BODY);
    try (var wire = gateway.wire()) {
      byte[] bytes = Caller.bytes(wire, request, QUERY);
      wire.send(Arrays.copyOf(bytes, bytes.length - 1));
      Reply refused = wire.reply();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo("query-malformed");
      assertThat(refused.proof(gateway.keys(), request)).isInstanceOf(AnswerProof.Addressed.class);
      assertThat(wire.isClosed()).isTrue();
    }
  }
}
