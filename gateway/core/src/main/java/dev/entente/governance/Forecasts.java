package dev.entente.governance;

import dev.entente.agreement.Purpose;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Guard;
import dev.entente.disclosure.Opening;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PromotionInput;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the policy says of another stage: the gates before it, the fields that it would open or
 * close. Thread-safe.
 */
public final class Forecasts {
  /** A dataset as it is offered under these terms; empty if nothing is left of it. */
  @FunctionalInterface
  public interface Offered {
    Optional<Dataset> under(Terms terms, DatasetId id);
  }

  private final Policy policy;
  private final Offered offered;

  public Forecasts(Policy policy, Offered offered) {
    this.policy = policy;
    this.offered = offered;
  }

  /** The gates of the next stage, and how far each is met. */
  public List<GateState> gates(PromotionInput input) {
    return policy.gates(input);
  }

  /** The fields that the stage would release in a stronger form than now, by the policy. */
  public List<Opening> opens(Standing standing, Stage stage, LocalDate day) {
    return opens(standing, standing.stage(), stage, day);
  }

  /**
   * The fields that are released now in a stronger form than that stage would: what opens on the
   * way back up.
   */
  public List<Opening> closes(Standing standing, Stage stage, LocalDate day) {
    return opens(standing, stage, standing.stage(), day);
  }

  private List<Opening> opens(Standing standing, Stage from, Stage to, LocalDate day) {
    return standing.terms().datasets().keySet().stream()
        .flatMap(id -> offered.under(standing.terms(), id).stream())
        .flatMap(
            dataset ->
                opens(
                    dataset,
                    decide(standing, dataset, from, day),
                    decide(standing, dataset, to, day)))
        .toList();
  }

  private static Stream<Opening> opens(Dataset dataset, Decision from, Decision to) {
    return dataset.fields().stream()
        .map(Field::name)
        .flatMap(field -> opens(dataset.id(), field, form(from, field), form(to, field)));
  }

  private static Stream<Opening> opens(
      DatasetId dataset, FieldName field, Optional<String> from, Optional<String> to) {
    return to
        .filter(form -> !from.equals(Optional.of(form)))
        .map(form -> new Opening(dataset, field, from, form))
        .stream();
  }

  private static Optional<String> form(Decision decision, FieldName field) {
    return Optional.ofNullable(decision.released().get(field))
        .map(released -> released.release().form());
  }

  /** As a query that names every field would be decided, for the first purpose agreed. */
  private Decision decide(Standing standing, Dataset dataset, Stage stage, LocalDate day) {
    Optional<String> purpose = standing.terms().purposes().stream().map(Purpose::value).findFirst();
    var all = new LinkedHashSet<>(dataset.fields().stream().map(Field::name).toList());
    var input = PolicyInput.of(standing, dataset, stage, purpose, all, day);
    return Guard.hold(policy.decide(input), input);
  }
}
