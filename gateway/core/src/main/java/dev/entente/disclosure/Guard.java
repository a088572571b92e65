package dev.entente.disclosure;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.Decision.Because;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds back what a policy releases beyond the terms: a policy can only narrow. Without it a
 * mistake in Rego would be a leak.
 */
public final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private static final Withheld BEYOND_TERMS =
      new Withheld(
          new Reason(
              Because.POLICY, List.of("ask the gateway's operator: its policy exceeds the terms")));

  private Guard() {}

  /**
   * A decision within the terms.
   *
   * @param back the fields that it was to release beyond them
   */
  public record Held(Decision decision, List<FieldName> back) {}

  /** The decision within the terms; fields that the dataset does not offer fall out of it. */
  public static Decision hold(Decision decision, PolicyInput input) {
    Held held = held(decision, input);
    alarm(held, input);
    return held.decision();
  }

  static void alarm(Held held, PolicyInput input) {
    for (FieldName field : held.back()) {
      LOG.warn(
          "policy releases {}.{} to {} beyond the terms; held back",
          input.dataset().id(),
          field,
          input.terms().agreement());
    }
  }

  /** The same, where it is only tried what a policy would do: without an alarm. */
  public static Held held(Decision decision, PolicyInput input) {
    List<FieldName> back = new ArrayList<>();
    Map<FieldName, Released> released = new HashMap<>();
    Map<FieldName, Withheld> withheld = new HashMap<>();
    boolean agreed = input.purpose().filter(purpose -> agreed(purpose, input)).isPresent();
    List<Stage> reached = input.terms().ladder().reached(input.stage());
    for (Field field : input.dataset().fields()) {
      Released wanted = decision.released().get(field.name());
      Withheld kept = decision.withheld().get(field.name());
      if (wanted != null && agreed && allowed(field, wanted.release(), reached, input)) {
        released.put(field.name(), wanted);
      } else if (wanted != null) {
        back.add(field.name());
        withheld.put(field.name(), BEYOND_TERMS);
      } else if (kept != null) {
        withheld.put(field.name(), kept);
      }
    }
    return new Held(
        opens(input.dataset(), released)
            ? new Decision(released, withheld, decision.rows())
            : closed(input.dataset(), released, withheld, decision.rows()),
        back);
  }

  private static boolean allowed(
      Field field, Release release, List<Stage> reached, PolicyInput input) {
    if (!release.suits(field.type())) {
      return false;
    }
    boolean full =
        reached.contains(field.stage())
            && field.milestone().map(input.milestones()::contains).orElse(true);
    return full
        || field.weaker().entrySet().stream()
            .anyMatch(
                weaker -> reached.contains(weaker.getKey()) && weaker.getValue().equals(release));
  }

  private static boolean agreed(String purpose, PolicyInput input) {
    return input.terms().purposes().stream().anyMatch(p -> p.value().equals(purpose));
  }

  /** A dataset is open where every key field is released in full. */
  private static boolean opens(Dataset dataset, Map<FieldName, Released> released) {
    return dataset.key().stream()
        .map(released::get)
        .allMatch(key -> key != null && key.release() instanceof Release.Full);
  }

  /** Without its key nothing of a record leaves, whatever the policy says of the other fields. */
  private static Decision closed(
      Dataset dataset,
      Map<FieldName, Released> released,
      Map<FieldName, Withheld> withheld,
      Rows rows) {
    Withheld why =
        dataset.key().stream()
            .map(withheld::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(BEYOND_TERMS);
    Map<FieldName, Withheld> all = new HashMap<>(withheld);
    released.keySet().forEach(field -> all.put(field, why));
    return new Decision(Map.of(), all, rows);
  }
}
