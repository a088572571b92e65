package dev.entente.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.server.running.Reply;
import dev.entente.server.running.RunningGateway;
import dev.entente.server.running.Wire;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.Jwks;
import dev.entente.signature.Origin;
import dev.entente.signature.SentRequest;
import java.util.regex.Pattern;

/**
 * Sends requests and holds every answer against what holds for all: signed, addressed where the
 * caller was verified, and silent about the program's inside.
 */
record Probe(Origin origin, Jwks keys) {
  private static final Pattern INSIDE =
      Pattern.compile(
          "Exception|\\bat [a-z]+\\.[a-z]|\\bjavax?\\.|\\bdev\\.entente|\\.java\\b|\\bio\\.(netty|vertx)"
              + "|\\borg\\.|\\bcom\\.|jackson|sqlite|duckdb|rsql-|/tmp|/home|/root|/work|/var|\\.csv|\\.db\\b",
          Pattern.CASE_INSENSITIVE);

  /** What is random, and so spells anything once in a while. */
  private static final Pattern RANDOM = Pattern.compile("\"(receipt|next|decision)\":\"[^\"]*\"");

  Probe(RunningGateway gateway) {
    this(gateway.origin(), gateway.keys());
  }

  /** Sends the request whole, on a connection of its own. */
  Reply send(HandMade request) {
    return send(request, request.bytes());
  }

  /** The answer to these bytes, which carry the request. */
  Reply send(HandMade request, byte[] bytes) {
    try (var wire = new Wire(origin)) {
      return held(request.sent(), wire.send(bytes).reply(!request.method.equals("HEAD")));
    }
  }

  Reply held(SentRequest request, Reply reply) {
    quiet(reply);
    Described.holds(request.head().method(), target(request), reply);
    AnswerProof proof = reply.proof(keys, request);
    if (isUnverified(reply)) {
      assertThat(proof).as(reply.text()).isInstanceOf(AnswerProof.Unaddressed.class);
    } else {
      assertThat(proof).as(reply.text()).isInstanceOf(AnswerProof.Addressed.class);
    }
    return reply;
  }

  private static String target(SentRequest request) {
    String query = request.head().query();
    return request.head().path() + (query == null ? "" : "?" + query);
  }

  /** An answer to somebody who is not known. */
  Reply open(Reply reply) {
    quiet(reply);
    assertThat(reply.proof(keys)).as(reply.text()).isInstanceOf(AnswerProof.Unaddressed.class);
    return reply;
  }

  private static boolean isUnverified(Reply reply) {
    return reply.status() == 401;
  }

  private static void quiet(Reply reply) {
    if (reply.status() >= 400) {
      assertThat(reply.headers().values("content-type"))
          .containsExactly("application/problem+json");
      var problem = reply.json();
      assertThat(problem.get("type").textValue()).startsWith("urn:entente:problem:");
      assertThat(problem.get("status").intValue()).isEqualTo(reply.status());
      assertThat(problem.get("detail").textValue()).isNotBlank();
    }
    String said = RANDOM.matcher(reply.text()).replaceAll("");
    assertThat(INSIDE.matcher(said).results().map(found -> found.group()))
        .as(reply.text())
        .isEmpty();
  }

  void refused(HandMade request, int status, String code) {
    isRefused(send(request), status, code);
  }

  /** What was answered, without the id of the decision, which is another each time. */
  static String undecided(Reply reply) {
    return reply.text().replaceFirst("\"decision\":\"[^\"]+\"", "\"decision\"");
  }

  static void isAnswered(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  static void isRefused(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
  }

  /** How many entries the log has. */
  long logSize() {
    try (var wire = new Wire(origin)) {
      return Long.parseLong(
          wire.get("/v1/log/checkpoint").text().lines().skip(1).findFirst().orElseThrow());
    }
  }
}
