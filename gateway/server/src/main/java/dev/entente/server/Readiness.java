package dev.entente.server;

import dev.entente.exchange.Answer;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.server.directory.PolicySettings;
import dev.entente.server.rollout.Rollout;
import dev.entente.trustledger.GroupCommitLedger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

  /** Of a gateway's parts. */
  static Readiness of(
      GroupCommitLedger ledger,
      PolicySettings policy,
      Symptom policySymptom,
      Rollout rollout,
      Sources sources) {
    return new Readiness(
        List.of(
            new Part(
                "ledger",
                ProblemCode.LEDGER_UNAVAILABLE,
                "bring back the state that the cause speaks of, or, where that is lost, see"
                    + " `entente recover --help`, or make room on its disk; then start again, and"
                    + " see what `entente audit` says",
                ledger::refusal),
            new Part(
                "policy",
                ProblemCode.POLICY_UNAVAILABLE,
                policy.opa().isPresent()
                    ? "start OPA with policies/bundle.tar.gz; then it goes on by itself"
                    : "mend the rules, build policies/bundle.tar.gz again, and start again",
                policySymptom::now),
            new Part(
                "sources",
                ProblemCode.SOURCE_UNAVAILABLE,
                "see in the log why they cannot be read; start again to read a file anew",
                () -> none(sources))),
        sources::ailments,
        () -> Stream.concat(rollout.alarms().stream(), sources.alarms().stream()).toList());
  }

  /** Where some can be read, the gateway is ready for who asks for those. */
  private static Optional<String> none(Sources sources) {
    Map<String, String> ailments = sources.ailments();
    return ailments.isEmpty() || ailments.size() < sources.all().size()
        ? Optional.empty()
        : Optional.of(String.join("; ", ailments.values()));
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
