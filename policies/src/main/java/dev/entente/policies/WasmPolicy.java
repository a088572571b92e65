package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.Dataset;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import java.time.Duration;

/**
 * A bundle's policy, run in this process. Deciding blocks for the time of the evaluation, tenths of
 * a millisecond, and at most five seconds when all instances are busy. Thread-safe.
 */
public final class WasmPolicy implements Policy {
  /** The rule that answers, as {@code opa build -e} names it. */
  static final String DECISION = "entente/disclosure/decision";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PolicyRevision revision;
  private final WasmInstances instances;

  private WasmPolicy(PolicyRevision revision, WasmInstances instances) {
    this.revision = revision;
    this.instances = instances;
  }

  /**
   * Starts the bundle's policy, with at most one instance for each processor.
   *
   * @throws BundleRefused if the bundle's module cannot run, or does not decide disclosure
   */
  public static WasmPolicy start(Bundle bundle) {
    return start(bundle, DECISION, Runtime.getRuntime().availableProcessors());
  }

  static WasmPolicy start(Bundle bundle, String entrypoint, int instances) {
    return new WasmPolicy(
        bundle.revision(), new WasmInstances(bundle, entrypoint, instances, PATIENCE));
  }

  @Override
  public PolicyRevision revision() {
    return revision;
  }

  @Override
  public Decision decide(PolicyInput input) {
    return decide(input.json(), input.dataset());
  }

  Decision decide(JsonNode input, Dataset dataset) {
    return Answer.read(instances.ask(input), dataset);
  }
}
