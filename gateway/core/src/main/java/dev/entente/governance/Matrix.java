package dev.entente.governance;

import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import dev.entente.disclosure.Guard;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.Rows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What opens when: each field of a dataset at each stage, as the policy decides it for a partner
 * who has credit left, no milestone, no signal and no dispute, and asks for the first purpose
 * agreed.
 *
 * @param rows by field, in the manifest's order; of each a cell for each stage, in theirs
 * @param records which of them each stage lets be touched
 */
public record Matrix(
    Dataset dataset,
    PolicyRevision policy,
    List<Stage> stages,
    SequencedMap<Field, List<Cell>> rows,
    SequencedMap<Stage, Rows> records) {

  /**
   * A field at a stage.
   *
   * @param release its form, such as {@code full}; {@code withheld}; or {@code hidden}
   * @param reason why not more, where there is more
   */
  public record Cell(String release, Optional<Reason> reason) {
    /** What a decision says of the field. */
    public static Cell of(Decision decision, Field field) {
      @Nullable Released released = decision.released().get(field.name());
      if (released != null) {
        return new Cell(released.release().form(), released.reason());
      }
      @Nullable Withheld withheld = decision.withheld().get(field.name());
      return withheld == null
          ? new Cell("hidden", Optional.empty())
          : new Cell("withheld", Optional.of(withheld.reason()));
    }
  }

  /**
   * Asks the policy once for each stage.
   *
   * @throws dev.entente.problem.Unavailable if it cannot decide
   */
  public static Matrix of(Policy policy, Terms terms, Dataset dataset, LocalDate day) {
    List<Stage> stages = terms.ladder().stages();
    var rows = new LinkedHashMap<Field, List<Cell>>();
    var records = new LinkedHashMap<Stage, Rows>();
    for (Stage stage : stages) {
      PolicyInput input = input(terms, dataset, stage, day);
      Decision decision = Guard.hold(policy.decide(input), input);
      records.put(stage, decision.rows());
      for (Field field : dataset.fields()) {
        rows.computeIfAbsent(field, _ -> new ArrayList<>()).add(Cell.of(decision, field));
      }
    }
    return new Matrix(dataset, policy.revision(), stages, rows, records);
  }

  private static PolicyInput input(Terms terms, Dataset dataset, Stage stage, LocalDate day) {
    return new PolicyInput(
        terms,
        dataset,
        stage,
        terms.purposes().stream().map(Object::toString).findFirst(),
        day,
        new TreeSet<>(Comparator.comparing(Milestone::value)),
        new TreeSet<>(),
        new TreeSet<>(),
        new LinkedHashSet<>(dataset.fields().stream().map(Field::name).toList()),
        new TreeSet<>(Comparator.comparing(Object::toString)));
  }
}
