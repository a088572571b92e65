package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.FieldName;
import dev.entente.disclosure.PolicyInput;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What stands between a field and its release in full.
 *
 * @param rule the path of the rule that says so, such as {@code entente.custom.deny}
 */
public record Obstacle(String cause, List<String> cures, String rule) {
  private static final String EXPLANATION = "entente/disclosure/explanation";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  public Obstacle {
    cures = List.copyOf(cures);
  }

  /**
   * Those that the embedded policy finds; empty if the bundle does not say, as its rules are not
   * the product's or run in a server.
   *
   * @throws Unavailable if what it says is not understood
   */
  public static Optional<List<Obstacle>> of(Bundle bundle, PolicyInput input, FieldName field) {
    if (bundle.file("policy.wasm").isEmpty()) {
      return Optional.empty();
    }
    var engine = new WasmInstances(bundle, WasmPolicy.DECISION, 1, PATIENCE);
    if (!engine.has(EXPLANATION)) {
      return Optional.empty();
    }
    JsonNode said = engine.ask(EXPLANATION, input.json());
    try {
      return Optional.of(
          Doc.of(said).at(field.value()).items().stream().map(Obstacle::read).toList());
    } catch (Malformed e) {
      throw Unavailable.policy(
          PolicyFailure.MALFORMED,
          "the policy's explanation is not understood: at `" + e.pointer() + "`, " + e.reason(),
          e);
    }
  }

  private static Obstacle read(Doc doc) {
    return new Obstacle(
        doc.at("cause").text(),
        doc.at("cures").items().stream().map(Doc::text).toList(),
        doc.at("rule").text());
  }
}
