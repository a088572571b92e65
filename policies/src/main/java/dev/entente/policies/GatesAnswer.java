package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.entente.disclosure.GateState;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.List;
import java.util.Objects;

/**
 * Reads what a policy says of a raise, {@code [{"gate", "met", "have", "need", "missing"}, …]}. No
 * gate at all is a failure to decide: it would let everything through.
 */
final class GatesAnswer {
  private GatesAnswer() {}

  /**
   * The gates in an answer, in its order.
   *
   * @throws Unavailable if there are none
   */
  static List<GateState> read(JsonNode answer) {
    try {
      Doc gates = Doc.of(answer);
      if (gates.items().isEmpty()) {
        throw gates.malformed("at least one gate is expected");
      }
      return gates.items().stream().map(GatesAnswer::gate).toList();
    } catch (Malformed e) {
      throw Unavailable.policy(
          PolicyFailure.MALFORMED,
          "the policy's gates are not understood: at `" + e.pointer() + "`, " + e.reason(),
          e);
    }
  }

  private static GateState gate(Doc doc) {
    doc.only("gate", "met", "have", "need", "missing");
    return new GateState(
        doc.at("gate").text(),
        doc.at("met").bool(),
        told(doc, "have"),
        told(doc, "need"),
        told(doc, "missing"));
  }

  private static JsonNode told(Doc doc, String name) {
    return Objects.requireNonNullElseGet(doc.node().get(name), NullNode::getInstance);
  }
}
