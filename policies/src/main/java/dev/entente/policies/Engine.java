package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.entente.json.Json;
import dev.entente.problem.Unavailable;
import java.util.Map;

/** What evaluates rules of one policy. Thread-safe; blocks. */
interface Engine {
  /**
   * The value of a rule.
   *
   * @param rule its path, such as {@code entente/disclosure/decision}
   * @throws dev.entente.problem.Unavailable if it is undefined for this input, or cannot be known
   */
  JsonNode ask(String rule, JsonNode input);

  /** Whether a test rule is true; one that is undefined, or fails, is not. */
  default boolean passes(String test) {
    try {
      return ask(test, Json.tree(Map.of())).equals(BooleanNode.TRUE);
    } catch (Unavailable e) {
      return false;
    }
  }

  /** Whether the rule is a test, as {@code opa test} finds them. */
  static boolean isTest(String rule) {
    return rule.substring(rule.lastIndexOf('/') + 1).startsWith("test_");
  }
}
