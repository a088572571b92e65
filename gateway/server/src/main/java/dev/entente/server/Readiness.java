package dev.entente.server;

import dev.entente.exchange.Answer;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the gateway can release anything. Names the part that cannot, never why: that is logged.
 */
record Readiness(List<Part> parts) {
  /**
   * One part.
   *
   * @param code what a caller is told who needs it
   * @param ailment why it does not work; empty if it does
   */
  record Part(String name, ProblemCode code, Supplier<Optional<String>> ailment) {}

  Readiness {
    parts = List.copyOf(parts);
  }

  Outcome<Answer> answer() {
    Map<String, Object> states = new LinkedHashMap<>();
    Optional<Part> first = Optional.empty();
    for (Part part : parts) {
      boolean ready = part.ailment().get().isEmpty();
      states.put(part.name(), ready ? "ready" : "not ready");
      if (!ready && first.isEmpty()) {
        first = Optional.of(part);
      }
    }
    return first
        .map(
            part ->
                Outcome.<Answer>refused(
                    Problem.of(part.code(), "the gateway's " + part.name() + " is not ready")
                        .with("parts", states)))
        .orElseGet(() -> Outcome.passed(Answer.json(Map.of("status", "ready", "parts", states))));
  }
}
