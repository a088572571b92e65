package dev.entente.server;

import dev.entente.exchange.Answer;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Whether the gateway can release anything. Everybody is told which part cannot, and operators why.
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

  /** For everybody. */
  Outcome<Answer> answer() {
    return answer((part, _) -> "the gateway's " + part.name() + " is not ready; try again later");
  }

  /** For operators. */
  Outcome<Answer> explained() {
    return answer((part, why) -> "the gateway's " + part.name() + " is not ready: " + why);
  }

  private Outcome<Answer> answer(BiFunction<Part, String, String> detail) {
    Map<String, Object> states = new LinkedHashMap<>();
    Optional<Problem> first = Optional.empty();
    for (Part part : parts) {
      Optional<String> ailment = part.ailment().get();
      states.put(part.name(), ailment.isEmpty() ? "ready" : "not ready");
      if (first.isEmpty()) {
        first = ailment.map(why -> Problem.of(part.code(), detail.apply(part, why)));
      }
    }
    return first
        .map(problem -> Outcome.<Answer>refused(problem.with("parts", states)))
        .orElseGet(() -> Outcome.passed(Answer.json(Map.of("status", "ready", "parts", states))));
  }
}
