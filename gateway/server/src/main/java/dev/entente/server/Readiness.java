package dev.entente.server;

import dev.entente.exchange.Answer;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the gateway can release anything. Everybody is told which part cannot, and operators why.
 *
 * @param sources which do not work although others do, and why: for operators alone
 * @param alarms what operators should look at although everything works
 */
record Readiness(
    List<Part> parts, Supplier<Map<String, String>> sources, Supplier<List<String>> alarms) {
  /**
   * One part.
   *
   * @param code what a caller is told who needs it
   * @param cure what its operators can do where it does not work
   * @param ailment why it does not work; empty if it does
   */
  record Part(String name, ProblemCode code, String cure, Supplier<Optional<String>> ailment) {}

  Readiness {
    parts = List.copyOf(parts);
  }

  /** For everybody. */
  Outcome<Answer> answer() {
    return answer(false);
  }

  /** For operators. */
  Outcome<Answer> explained() {
    return answer(true);
  }

  private Map<String, Object> ready(Map<String, Object> states, boolean explained) {
    var ready = new LinkedHashMap<String, Object>();
    ready.put("status", "ready");
    ready.put("parts", states);
    Map<String, String> ailing = explained ? sources.get() : Map.of();
    if (!ailing.isEmpty()) {
      ready.put("sources", ailing);
    }
    List<String> told = explained ? alarms.get() : List.of();
    if (!told.isEmpty()) {
      ready.put("alarms", told);
    }
    return ready;
  }

  private Outcome<Answer> answer(boolean explained) {
    Map<String, Object> states = new LinkedHashMap<>();
    Map<String, Object> causes = new LinkedHashMap<>();
    List<Part> ailing = new ArrayList<>();
    for (Part part : parts) {
      Optional<String> ailment = part.ailment().get();
      states.put(part.name(), ailment.isEmpty() ? "ready" : "not ready");
      ailment.ifPresent(
          why -> {
            causes.put(part.name(), why);
            ailing.add(part);
          });
    }
    if (ailing.isEmpty()) {
      return Outcome.passed(Answer.json(ready(states, explained)));
    }
    String name = ailing.getFirst().name();
    String detail = "the gateway's " + name + " is not ready";
    return Outcome.refused(
        explained
            ? Problem.of(ailing.getFirst().code(), detail + ": " + causes.get(name))
                .with("parts", states)
                .with("causes", causes)
                .with("sources", sources.get())
                .with("alarms", alarms.get())
                .unlock(ailing.stream().map(Part::cure).toList())
            : Problem.of(ailing.getFirst().code(), detail + "; nothing is released until it is")
                .with("parts", states)
                .unlock(List.of("try again later, or ask the gateway's operators")));
  }
}
