package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;

/** What evaluates rules of one policy. Thread-safe; blocks. */
interface Engine {
  /**
   * The value of a rule.
   *
   * @param rule its path, such as {@code entente/disclosure/decision}
   * @throws dev.entente.problem.Unavailable if it is undefined for this input, or cannot be known
   */
  JsonNode ask(String rule, JsonNode input);
}
