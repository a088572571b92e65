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

/** What is one request and what is none, and that every answer to either is signed. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesTest {
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
      gateway.assertAnswers(wire.reply(), first);
      gateway.assertAnswers(wire.reply(), second);
      gateway.assertAnswers(wire.reply(), third);
      assertThat(wire.get("/healthz").status()).isEqualTo(200);
    }
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
      gateway.assertTellsNobody(reply);
    }
  }

  /** RFC 9112 sections 6.1 and 6.3: another reader could see another request begin elsewhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
        "1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4",
        "1.1\r\nHost: a\r\nTransfer-Encoding: identity",
        "1.1\r\nHost: a\r\nTransfer-Encoding: xchunked",
        "1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked",
        "1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity",
        "1.0\r\nHost: a\r\nTransfer-Encoding: chunked"
      })
  void aBodyWhoseEndCanBeReadInTwoWaysIsRefusedAndTheConnectionClosed(String head) {
    try (var wire = gateway.wire()) {
      wire.send(
          "POST /healthz HTTP/"
              + head
              + "\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
      Reply reply = wire.reply();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.headers().combined("connection")).isEqualTo("close");
      gateway.assertTellsNobody(reply);
      assertThat(wire.rest()).isEmpty();
    }
  }

  @Test
  void bytesBeyondAsciiInAHeaderAreOnlyAHeader() {
    try (var wire = gateway.wire()) {
      Reply reply =
          wire.send(wire.head("GET", "/v1/agreements/orchard", Headers.of("x", "\u00e4\u00ff")))
              .reply();
      assertThat(reply.status()).isEqualTo(401);
      gateway.assertTellsNobody(reply);
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
      gateway.assertTellsNobody(reply);
    }
  }

  private static byte[] concat(byte[]... parts) {
    var all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
