package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a bundle for rules that decide nothing, in an instance of its own that is started when the
 * first of them is asked. Thread-safe.
 */
final class Aside {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Bundle bundle;
  private final String entrypoint;
  private @Nullable WasmInstances instances;

  /**
   * @param entrypoint one that the bundle has
   */
  Aside(Bundle bundle, String entrypoint) {
    this.bundle = bundle;
    this.entrypoint = entrypoint;
  }

  /**
   * What the rule says; empty if there is none, or it is undefined.
   *
   * @throws Unavailable if it fails, or the bundle has it and was not built to be asked for it
   */
  Optional<JsonNode> ask(String rule, JsonNode input) {
    if (!instances().has(rule)) {
      if (isWritten(rule)) {
        throw Unavailable.policy(
            PolicyFailure.FAILED,
            "the bundle has `" + rule + "` but no such entrypoint; build it with `-e " + rule + "`",
            null);
      }
      return Optional.empty();
    }
    return defined(instances(), rule, input);
  }

  private synchronized WasmInstances instances() {
    if (instances == null) {
      instances = new WasmInstances(bundle, entrypoint, 1, PATIENCE);
    }
    return instances;
  }

  private boolean isWritten(String rule) {
    int name = rule.lastIndexOf('/');
    return bundle.has(rule.substring(0, name).replace('/', '.'), rule.substring(name + 1));
  }

  /** What an engine says of a rule; empty if that is undefined. */
  static Optional<JsonNode> defined(Engine engine, String rule, JsonNode input) {
    try {
      return Optional.of(engine.ask(rule, input));
    } catch (Unavailable e) {
      if (e.failure().equals(Optional.of(PolicyFailure.UNDEFINED))) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
