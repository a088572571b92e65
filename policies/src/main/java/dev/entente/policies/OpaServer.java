package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import dev.entente.policies.OpaConnections.Reply;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * An OPA server, asked over its Data API. It must say with each answer that it runs the one bundle
 * that is expected and no other. After five failures in a row it is not asked for a second; then
 * one question tries whether it is back. Thread-safe.
 */
final class OpaServer implements Engine, AutoCloseable {
  private static final int FAILURES = 5;
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration PATIENCE_AT_START = Duration.ofSeconds(10);
  private static final long MILLISECOND = 1_000_000;
  private static final String UCAST = "application/vnd.opa.ucast.all+json";
  private static final int COMPILED = 200;
  private static final Set<Integer> COMPILED_OR_NOT = Set.of(COMPILED, 400);

  private final OpaConnections connections;
  private final String revision;
  private final Duration budget;
  private final CircuitBreaker breaker;
  private final AtomicReference<String> cause = new AtomicReference<>("");

  /**
   * @param revision that the manifest of the expected bundle gives
   * @param budget how long a question may take
   */
  OpaServer(OpaConnections connections, String revision, Duration budget) {
    this.connections = connections;
    this.budget = budget;
    this.revision = revision;
    this.breaker =
        CircuitBreaker.of(
            "opa",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(FAILURES)
                .minimumNumberOfCalls(FAILURES)
                .failureRateThreshold(100)
                .waitDurationInOpenState(REST)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
  }

  /** Whether it answered last, or has not failed for long. */
  boolean isAnswering() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /** {@inheritDoc} An answer of OPA's that is undefined is no failure of OPA's. */
  @Override
  public JsonNode ask(String rule, JsonNode input) {
    byte[] question = Json.write(Map.of("input", input));
    JsonNode answer = asked(() -> known(rule, question, budget));
    JsonNode result = answer.get("result");
    if (result == null) {
      throw ResultSet.undefined(rule);
    }
    return result;
  }

  /**
   * What a rule comes to while a part of its input is not known, in UCAST. OPA does not say with it
   * which revision it ran, and is asked for that right after: where the same ran before, it ran
   * here.
   *
   * @param rule its path
   * @param unknown the part, such as {@code input.row}
   * @throws Unavailable if that is no condition, or cannot be known
   */
  JsonNode compile(String rule, String unknown, JsonNode input) {
    return asked(() -> compiled(rule, unknown, input, budget));
  }

  /** What a bundle's rule comes to without input: patiently asked, so that it is sound at all. */
  void probe(String rule, String unknown) {
    compiled(rule, unknown, Json.tree(Map.of()), PATIENCE_AT_START);
  }

  private JsonNode compiled(String rule, String unknown, JsonNode input, Duration within) {
    byte[] question = Json.write(Map.of("input", input, "unknowns", List.of(unknown)));
    long end = System.nanoTime() + within.toNanos();
    Reply reply = connections.post("/v1/compile/" + rule, UCAST, COMPILED_OR_NOT, question, within);
    Duration left = Duration.ofNanos(Math.max(MILLISECOND, end - System.nanoTime()));
    known(rule, Json.write(Map.of("input", Map.of())), left);
    JsonNode answer = read(reply.body());
    if (reply.status() != COMPILED) {
      throw notCompiled(rule, answer);
    }
    return answer;
  }

  private Unavailable notCompiled(String rule, JsonNode answer) {
    JsonNode error = answer.path("errors").path(0);
    return Unavailable.policy(
        PolicyFailure.FAILED,
        "OPA at %s makes no conditions of `%s`: %s, in %s:%s:%s"
            .formatted(
                connections,
                rule,
                Shown.of(error.path("message").asText(answer.path("message").asText())),
                Shown.of(error.at("/location/file").asText()),
                error.at("/location/row").asText(),
                error.at("/location/col").asText()),
        null);
  }

  /**
   * Asks patiently, since at a start everything is slow, and lets what is answered be.
   *
   * @throws Unavailable if the server is not there or runs another bundle
   */
  void probe(String rule) {
    known(rule, Json.write(Map.of("input", Map.of())), PATIENCE_AT_START);
  }

  private JsonNode asked(Supplier<JsonNode> question) {
    try {
      return breaker.executeSupplier(question);
    } catch (CallNotPermittedException e) {
      throw Unavailable.policy(
          PolicyFailure.RESTING,
          "OPA at %s is not asked for a second, since it failed %d times in a row: %s"
              .formatted(connections, FAILURES, cause.get()),
          e);
    } catch (Unavailable e) {
      cause.set(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private JsonNode known(String rule, byte[] question, Duration within) {
    String path = "/v1/data/" + rule + "?provenance=true&strict-builtin-errors=true";
    JsonNode answer = read(connections.post(path, question, within));
    Set<String> revisions = new LinkedHashSet<>();
    answer
        .path("provenance")
        .path("bundles")
        .forEach(bundle -> revisions.add(bundle.path("revision").asText()));
    if (!revisions.equals(Set.of(revision))) {
      throw Unavailable.policy(
          PolicyFailure.OTHER_REVISION,
          "OPA at %s runs bundles of the revisions %s, and the policy in force is of %s"
              .formatted(connections, revisions, revision),
          null);
    }
    return answer;
  }

  private JsonNode read(byte[] answer) {
    try {
      return Json.read(answer);
    } catch (Malformed e) {
      throw Unavailable.policy(
          PolicyFailure.MALFORMED,
          "OPA at %s does not answer in JSON: %s".formatted(connections, e.reason()),
          e);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
