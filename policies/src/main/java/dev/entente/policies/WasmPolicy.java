package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.Dataset;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A bundle's policy, run in this process. A bundle that says nothing of raises leaves the gates of
 * the default bundle in force. Deciding blocks for the time of the evaluation, tenths of a
 * millisecond, and at most five seconds when all instances are busy. Thread-safe.
 */
public final class WasmPolicy implements PolicyEngine {
  /** The rule that answers, as {@code opa build -e} names it. */
  static final String DECISION = "entente/disclosure/decision";

  /** The rule that says what a raise needs. */
  static final String GATES = "entente/promotion/gates";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PolicyRevision revision;
  private final String decision;
  private final Engine decisions;
  private final Engine gates;
  private final Aside aside;

  private WasmPolicy(
      PolicyRevision revision, String decision, Engine decisions, Engine gates, Aside aside) {
    this.revision = revision;
    this.decision = decision;
    this.decisions = decisions;
    this.gates = gates;
    this.aside = aside;
  }

  /**
   * Starts the bundle's policy, with at most one instance for each processor.
   *
   * @throws BundleRefused if the bundle's module cannot run, or does not decide disclosure, or has
   *     a rule that only an OPA server can compile
   */
  public static WasmPolicy start(Bundle bundle) {
    if (IncludeRule.isIn(bundle)) {
      throw new BundleRefused(
          "it says rows by a rule `entente.rows.include`, of which only an OPA server makes"
              + " conditions: say `policy: {engine: opa, url: …}`, or write `rows contains {…}` in"
              + " package entente.custom");
    }
    return start(bundle, DECISION, Runtime.getRuntime().availableProcessors());
  }

  static WasmPolicy start(Bundle bundle, String entrypoint, int instances) {
    var decisions = new WasmInstances(bundle, entrypoint, instances, PATIENCE);
    var gates = decisions.has(GATES) ? decisions : standardGates();
    return new WasmPolicy(
        bundle.revision(), entrypoint, decisions, gates, new Aside(bundle, entrypoint));
  }

  /** What the default bundle says of raises. */
  static Engine standardGates() {
    return new WasmInstances(Bundle.standard(), GATES, 1, PATIENCE);
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
    return Answer.read(decisions.ask(decision, input), dataset);
  }

  @Override
  public List<GateState> gates(PromotionInput input) {
    return GatesAnswer.read(gates.ask(GATES, input.facts()));
  }

  @Override
  public List<String> failedTests() {
    return decisions instanceof WasmInstances instances ? instances.failedTests() : List.of();
  }

  @Override
  public Optional<JsonNode> aside(String rule, JsonNode input) {
    return aside.ask(rule, input);
  }

  /** Nothing is held but memory. */
  @Override
  public void close() {}
}
