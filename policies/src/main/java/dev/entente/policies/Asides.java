package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a bundle says besides decisions. Thread-safe. */
@FunctionalInterface
public interface Asides {
  /**
   * What a further rule of the bundle says, such as {@code system/log/mask}; empty where it has
   * none of that name, or the rule is undefined for this input. Does not get into the way of
   * decisions.
   *
   * @throws dev.entente.problem.Unavailable if it cannot be known
   */
  Optional<JsonNode> aside(String rule, JsonNode input);
}
