package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.FieldName;
import dev.entente.disclosure.PolicyInput;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.List;
import java.util.Optional;

/**
 * What stands between a field and its release in full.
 *
 * @param rule the path of the rule that says so, such as {@code entente.custom.deny}
 */
public record Obstacle(String cause, List<String> cures, String rule) {
  private static final String EXPLANATION = "entente/disclosure/explanation";

  public Obstacle {
    cures = List.copyOf(cures);
  }

  /**
   * Those that the policy finds; empty if it does not say, as its rules are not the product's or it
   * was not built to be asked for them.
   *
   * @throws Unavailable if it does not answer, or what it says is not understood
   */
  public static Optional<List<Obstacle>> of(Asides policy, PolicyInput input, FieldName field) {
    Optional<JsonNode> said;
    try {
      said = policy.aside(EXPLANATION, input.json());
    } catch (Unavailable e) {
      if (e.failure().equals(Optional.of(PolicyFailure.FAILED))) {
        return Optional.empty();
      }
      throw e;
    }
    return said.map(it -> read(it, field));
  }

  private static List<Obstacle> read(JsonNode said, FieldName field) {
    try {
      return Doc.of(said).at(field.value()).items().stream().map(Obstacle::read).toList();
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
