package dev.entente.server;

import dev.entente.exchange.Answer;
import dev.entente.exchange.PublicResources;
import dev.entente.ledger.Ledger;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.Body;
import dev.entente.signature.Jwks;
import dev.entente.signature.RequestHead;
import dev.entente.signature.VerifyingKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The calls that anyone may make: the log's public side, the gateway's keys, how it does. */
final class OpenCalls implements PublicResources {
  private static final String ADD_CHECKPOINT = "/add-checkpoint";
  private static final String TILES = "/v1/log/tile/";
  private static final String TILE = "application/octet-stream";

  private final Map<String, Supplier<Outcome<Answer>>> answers = new LinkedHashMap<>();
  private final Optional<Ledger> tiles;
  private final Optional<WitnessDesk> desk;

  private OpenCalls(
      Optional<Ledger> tiles, Optional<WitnessDesk> desk, Supplier<Outcome<Answer>> readiness) {
    this.tiles = tiles;
    this.desk = desk;
    Answer alive = Answer.json(Map.of("status", "ok"));
    answers.put("/healthz", () -> Outcome.passed(alive));
    answers.put("/readyz", readiness);
  }

  /** All of them. */
  static OpenCalls of(Ledger ledger, WitnessDesk desk, Jwks jwks, Readiness readiness) {
    var calls = new OpenCalls(Optional.of(ledger), Optional.of(desk), readiness::answer);
    Answer keys = Answer.json(Map.of("keys", jwks.keys().stream().map(OpenCalls::jwk).toList()));
    Answer api = Answer.ok(Answer.JSON, openApi());
    calls.answers.put("/.well-known/jwks.json", () -> Outcome.passed(keys));
    calls.answers.put("/openapi.json", () -> Outcome.passed(api));
    calls.answers.put("/v1/log/checkpoint", () -> Outcome.passed(Answer.text(ledger.checkpoint())));
    calls.answers.put(
        "/v1/log/key", () -> Outcome.passed(Answer.text(ledger.verifierKey() + "\n")));
    calls.answers.put(
        "/v1/log/witness-key", () -> Outcome.passed(Answer.text(desk.verifierKey() + "\n")));
    return calls;
  }

  /** Only how the gateway does, told to its operators, and what it counts. */
  static OpenCalls health(Readiness readiness, Metrics metrics) {
    var calls = new OpenCalls(Optional.empty(), Optional.empty(), readiness::explained);
    calls.answers.put("/metrics", () -> Outcome.passed(metrics.answer()));
    return calls;
  }

  @Override
  public Optional<Outcome<Answer>> find(RequestHead head, Body body) {
    return head.path().equals(ADD_CHECKPOINT)
        ? desk.map(it -> head.method().equals("POST") ? it.take(body) : madeWith("POST"))
        : call(head.path())
            .map(
                call ->
                    head.method().equals("GET") || head.method().equals("HEAD")
                        ? call.get()
                        : madeWith("GET", "HEAD"));
  }

  private static Outcome<Answer> madeWith(String... methods) {
    return Outcome.refused(
        Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "this call is made with " + methods[0])
            .with("allow", List.of(methods)));
  }

  private Optional<Supplier<Outcome<Answer>>> call(String path) {
    return path.startsWith(TILES)
        ? tiles.map(ledger -> () -> tile(ledger, path.substring(TILES.length())))
        : Optional.ofNullable(answers.get(path));
  }

  private static Outcome<Answer> tile(Ledger ledger, String path) {
    return ledger
        .tile(path)
        .map(bytes -> Outcome.passed(Answer.ok(TILE, bytes)))
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemCode.NOT_FOUND,
                    "the log has no such tile; the checkpoint says how large it is"));
  }

  private static Map<String, Object> jwk(VerifyingKey key) {
    var jwk = new LinkedHashMap<>(key.toJwk());
    jwk.put("alg", key.algorithm().jws());
    jwk.put("use", "sig");
    return jwk;
  }

  private static byte[] openApi() {
    try (InputStream in = OpenCalls.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is missing from the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
