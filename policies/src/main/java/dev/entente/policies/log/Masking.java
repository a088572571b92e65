package dev.entente.policies.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.json.Doc;
import dev.entente.policies.Asides;
import java.util.Optional;

/** Asks the policy in force what of an event may be kept. */
record Masking(Asides policy) {
  private static final String DROP = "system/log/drop";
  private static final String MASK = "system/log/mask";

  /**
   * Masks the event in place; whether it is to be kept at all.
   *
   * @throws RuntimeException if that cannot be known; the event must not be kept then
   */
  boolean keeps(ObjectNode event) {
    Optional<JsonNode> drop = policy.aside(DROP, event);
    if (drop.isPresent() && Doc.of(drop.get()).bool()) {
      return false;
    }
    policy.aside(MASK, event).ifPresent(rules -> Mask.apply(rules, event));
    return true;
  }
}
