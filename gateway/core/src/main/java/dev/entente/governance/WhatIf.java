package dev.entente.governance;

import dev.entente.agreement.Gate;
import dev.entente.agreement.Ladder.Rung;
import dev.entente.catalog.Category;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Guard;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.Rows;
import dev.entente.governance.Matrix.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A field as the policy decides it, and as it would decide it if one fact were another: asked, not
 * guessed.
 *
 * @param rows those that the partner may touch at all
 * @param changes one fact changed in each; in the last, if there is more than one, all of them
 */
public record WhatIf(Cell now, Rows rows, List<Change> changes) {
  /** The last change: all of the others together. */
  public static final String ALL = "all of this";

  private static final String COMPLETE = "complete milestone ";
  private static final String STAKE = "stake ";

  public WhatIf {
    changes = List.copyOf(changes);
  }

  /**
   * One answer to another question.
   *
   * @param fact what would have to happen
   */
  public record Change(String fact, Cell then) {
    public boolean opens() {
      return then.release().equals("full");
    }
  }

  /**
   * Asks the policy about each change.
   *
   * @throws dev.entente.problem.Unavailable if it cannot decide
   */
  public static WhatIf of(Policy policy, PolicyInput input, Field field) {
    Decision decision = Guard.hold(policy.decide(input), input);
    Cell now = Cell.of(decision, field);
    SequencedSet<Step> steps = new LinkedHashSet<>();
    stages(input, steps);
    purposes(input, steps);
    credit(input, field, steps);
    names(input, now, COMPLETE, Gate::milestones, fieldMilestones(input))
        .filter(name -> !input.milestones().contains(new Milestone(name)))
        .forEach(
            name ->
                steps.add(new Step(COMPLETE + name, it -> it.milestones.add(new Milestone(name)))));
    names(input, now, STAKE, Gate::signals, Stream.of())
        .filter(name -> !input.signals().contains(name))
        .forEach(name -> steps.add(new Step(STAKE + name, it -> it.signals.add(name))));
    input
        .disputes()
        .forEach(
            name -> steps.add(new Step("resolve dispute " + name, it -> it.disputes.remove(name))));
    return new WhatIf(now, decision.rows(), ask(policy, input, field, List.copyOf(steps)));
  }

  private static List<Change> ask(Policy policy, PolicyInput input, Field field, List<Step> steps) {
    var changes = new ArrayList<Change>();
    var all = new Facts(input);
    for (Step step : steps) {
      var facts = new Facts(input);
      step.take.accept(facts);
      step.take.accept(all);
      changes.add(new Change(step.what, cell(policy, facts.input(input), field)));
    }
    if (steps.size() > 1) {
      changes.add(new Change(ALL, cell(policy, all.input(input), field)));
    }
    return changes;
  }

  private static Cell cell(Policy policy, PolicyInput input, Field field) {
    return Cell.of(Guard.hold(policy.decide(input), input), field);
  }

  private static void stages(PolicyInput input, SequencedSet<Step> steps) {
    List<Stage> stages = input.terms().ladder().stages();
    stages.stream()
        .skip(stages.indexOf(input.stage()) + 1L)
        .forEach(stage -> steps.add(new Step("reach stage " + stage, it -> it.stage = stage)));
  }

  private static void purposes(PolicyInput input, SequencedSet<Step> steps) {
    input.terms().purposes().stream()
        .map(Object::toString)
        .filter(purpose -> !input.purpose().equals(Optional.of(purpose)))
        .forEach(
            purpose ->
                steps.add(
                    new Step("state purpose " + purpose, it -> it.purpose = Optional.of(purpose))));
  }

  /** A field asked for by name is priced like any other, credit or not. */
  private static void credit(PolicyInput input, Field field, SequencedSet<Step> steps) {
    if (input.dry().contains(field.category())) {
      steps.add(new Step("credit in " + field.category(), it -> it.dry.remove(field.category())));
      steps.add(new Step("ask for it by name", it -> it.asked.add(field.name())));
    }
  }

  private static Stream<String> fieldMilestones(PolicyInput input) {
    return input.dataset().fields().stream()
        .flatMap(it -> it.milestone().stream())
        .map(Milestone::value);
  }

  /** Those that the ladder names, that the policy's own cures name, and these others. */
  private static Stream<String> names(
      PolicyInput input,
      Cell now,
      String cure,
      Function<Gate, List<String>> asked,
      Stream<String> others) {
    Stream<String> gates =
        input.terms().ladder().rungs().stream()
            .map(Rung::gate)
            .flatMap(it -> asked.apply(it).stream());
    Stream<String> cures =
        now.reason().map(Reason::unlock).orElse(List.of()).stream()
            .filter(text -> text.startsWith(cure))
            .map(text -> text.substring(cure.length()));
    return Stream.of(others, gates, cures).flatMap(it -> it).distinct();
  }

  /** Something that may happen, and what it makes of the facts. */
  private record Step(String what, Consumer<Facts> take) {}

  /** The facts that may change. */
  private static final class Facts {
    Stage stage;
    Optional<String> purpose;
    final NavigableSet<Milestone> milestones;
    final NavigableSet<String> signals;
    final NavigableSet<String> disputes;
    final SequencedSet<FieldName> asked;
    final NavigableSet<Category> dry;

    Facts(PolicyInput input) {
      stage = input.stage();
      purpose = input.purpose();
      milestones = new TreeSet<>(input.milestones());
      signals = new TreeSet<>(input.signals());
      disputes = new TreeSet<>(input.disputes());
      asked = new LinkedHashSet<>(input.asked());
      dry = new TreeSet<>(input.dry());
    }

    PolicyInput input(PolicyInput before) {
      return new PolicyInput(
          before.terms(),
          before.dataset(),
          stage,
          purpose,
          before.date(),
          milestones,
          signals,
          disputes,
          asked,
          dry);
    }
  }
}
