package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.Dataset;
import dev.entente.disclosure.BundleRevision;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A bundle's policy, run by an OPA server that has loaded the same bundle. A bundle that says
 * nothing of raises leaves the gates of the default bundle in force. Deciding blocks for at most
 * 250 ms, and for as long again where a rule says which rows. Thread-safe.
 */
public final class ServerPolicy implements PolicyEngine {
  private static final String GATES_PACKAGE = "entente.promotion";
  private static final Duration BUDGET = Duration.ofMillis(250);

  private final PolicyRevision revision;
  private final OpaServer server;
  private final boolean includes;
  private final Engine gates;
  private final List<String> tests;
  // With a breaker of its own, so that its failures do not stop decisions.
  private final OpaServer aside;

  private ServerPolicy(
      PolicyRevision revision,
      OpaServer server,
      boolean includes,
      Engine gates,
      List<String> tests,
      OpaServer aside) {
    this.tests = tests;
    this.revision = revision;
    this.server = server;
    this.includes = includes;
    this.gates = gates;
    this.aside = aside;
  }

  /**
   * Asks the server whether it is there and runs the bundle.
   *
   * @param bundle the one that it must have loaded; its manifest names its revision
   * @throws BundleRefused if its manifest names none
   * @throws dev.entente.problem.Unavailable if the server is not there, or runs something else
   */
  public static ServerPolicy start(Bundle bundle, OpaAddress address) {
    return start(bundle, address, BUDGET);
  }

  static ServerPolicy start(Bundle bundle, OpaAddress address, Duration budget) {
    if (bundle.named().equals(BundleRevision.NONE)) {
      throw new BundleRefused(
          "its manifest has no revision, by which an OPA server says what it runs; build it with"
              + " `opa build --revision NAME`");
    }
    boolean includes = IncludeRule.isIn(bundle);
    var connections = new OpaConnections(address);
    var server = new OpaServer(connections, bundle.named().text(), budget);
    try {
      server.probe(WasmPolicy.DECISION);
      if (includes) {
        server.probe(IncludeRule.PATH, IncludeRule.UNKNOWN);
      }
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return new ServerPolicy(
        bundle.revision(),
        server,
        includes,
        bundle.has(GATES_PACKAGE) ? server : WasmPolicy.standardGates(),
        bundle.tests(),
        new OpaServer(connections, bundle.named().text(), budget));
  }

  @Override
  public PolicyRevision revision() {
    return revision;
  }

  @Override
  public boolean isAnswering() {
    return server.isAnswering();
  }

  @Override
  public Decision decide(PolicyInput input) {
    return decide(input.json(), input.dataset());
  }

  Decision decide(JsonNode input, Dataset dataset) {
    Decision decision = Answer.read(server.ask(WasmPolicy.DECISION, input), dataset);
    if (!includes) {
      return decision;
    }
    JsonNode rows = server.compile(IncludeRule.PATH, IncludeRule.UNKNOWN, input);
    return decision.and(IncludeRule.read(rows, dataset));
  }

  @Override
  public List<GateState> gates(PromotionInput input) {
    return GatesAnswer.read(gates.ask(WasmPolicy.GATES, input.facts()));
  }

  /** Those whose Rego is in the bundle; a server that does not answer fails them all. */
  @Override
  public List<String> failedTests() {
    return tests.stream().filter(test -> !server.passes(test)).toList();
  }

  @Override
  public Optional<JsonNode> aside(String rule, JsonNode input) {
    return Aside.defined(aside, rule, input);
  }

  @Override
  public void close() {
    server.close();
  }
}
