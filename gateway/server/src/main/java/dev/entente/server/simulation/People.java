package dev.entente.server.simulation;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Gate;
import dev.entente.agreement.Ladder.Rung;
import dev.entente.agreement.Review;
import dev.entente.agreement.Signal;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Milestone;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.PromotionInput;
import dev.entente.governance.Done;
import dev.entente.governance.Forecasts;
import dev.entente.governance.Governance;
import dev.entente.governance.TermsOffer;
import dev.entente.governance.TermsSignature;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.Role;
import dev.entente.problem.Outcome;
import dev.entente.reciprocity.Amount;
import dev.entente.signature.SigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * Our people, who never keep anybody waiting: what a ladder wants established is recorded as soon
 * as it is next, and a raise is proposed and approved on the day on which its gates are met.
 */
final class People {
  private static final String WHY = "simulated";

  private final Arena arena;
  private final Governance governance;

  People(Arena arena) {
    this.arena = arena;
    var forecasts =
        new Forecasts(arena.policy, (terms, id) -> Optional.ofNullable(terms.datasets().get(id)));
    this.governance =
        new Governance(
            arena.terms.gateway(),
            arena.ledger,
            () -> managers(arena),
            forecasts,
            new Unchanged(arena),
            Map.of(),
            _ -> Optional.of("a simulated alliance keeps its policy"),
            arena.clock);
  }

  private static Map<String, Role> managers(Arena arena) {
    return arena.people.keySet().stream()
        .collect(Collectors.toMap(name -> name, _ -> Role.ALLIANCE_MANAGER));
  }

  /** One who proposes, and as many others as any stage of the ladder wants to approve. */
  static SequencedMap<String, SigningKey> enoughFor(Terms terms) {
    int approvals =
        terms.ladder().rungs().stream().mapToInt(rung -> rung.gate().approvals()).max().orElse(1);
    var keys = new LinkedHashMap<String, SigningKey>();
    for (int i = 0; i <= approvals; i++) {
      keys.put("person-" + i, SigningKey.generate());
    }
    return keys;
  }

  /** Does what there is to do today. */
  void look() {
    Standing standing = arena.standing();
    standing.terms().ladder().next(standing.stage()).ifPresent(this::look);
  }

  private void look(Rung next) {
    establish(next.gate());
    if (missing().isEmpty()) {
      raise(next);
    }
  }

  /** What the next stage still asks for; empty at the last one too. */
  List<GateState> missing() {
    return PromotionInput.of(arena.standing(), arena.clock.instant()).stream()
        .flatMap(facts -> arena.policy.gates(facts).stream())
        .filter(gate -> !gate.met())
        .toList();
  }

  private void establish(Gate gate) {
    AgreementId agreement = arena.terms.agreement();
    Standing standing = arena.standing();
    gate.milestones().stream()
        .map(Milestone::new)
        .filter(milestone -> !standing.milestones().contains(milestone))
        .forEach(milestone -> order(0, new Command.Reach(agreement, milestone)));
    gate.signals().stream()
        .filter(signal -> !standing.evidence().signals(arena.clock.day()).contains(signal))
        .map(name -> new Signal(name, Amount.of(1), Signal.Bearer.MUTUAL, Optional.empty()))
        .forEach(signal -> order(0, new Command.Stake(agreement, signal)));
    if (gate.review() && !standing.evidence().reviewed(arena.clock.day())) {
      order(0, new Command.Look(agreement, new Review(WHY, arena.clock.day().plusYears(1))));
    }
  }

  private void raise(Rung next) {
    AgreementId agreement = arena.terms.agreement();
    Subject raise = new Subject.Raise(next.stage());
    long proposal =
        order(0, new Command.Propose(agreement, raise, List.of())).entries().getFirst().index();
    for (int i = 1; i <= next.gate().approvals(); i++) {
      order(i, new Command.Approve(agreement, raise.name(), proposal));
    }
  }

  private Done order(int person, Command command) {
    Map.Entry<String, SigningKey> operator = List.copyOf(arena.people.entrySet()).get(person);
    var document =
        OperatorDocument.sign(
            arena.terms.gateway(),
            operator.getKey(),
            operator.getValue(),
            command,
            WHY,
            arena.clock.instant());
    return switch (governance.carryOut(document)) {
      case Outcome.Passed<Done>(var done) -> done;
      case Outcome.Refused<Done>(var problem) ->
          throw new IllegalStateException("an order that could be given is refused: " + problem);
    };
  }

  /** The terms stay as they are. */
  private record Unchanged(Arena arena) implements TermsOffer {
    @Override
    public Outcome<Terms> terms(AgreementId agreement) {
      return Outcome.passed(arena.terms);
    }

    @Override
    public String sign(Terms terms) {
      return TermsSignature.of(terms, arena.gateway);
    }
  }
}
