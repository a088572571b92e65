package dev.entente.ledger;

import dev.entente.disclosure.BundleRevision;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.PolicyActivated;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Which policies were ever activated, and which one decides. It only goes forward by itself: one
 * that was in force before, or whose revision does not rise, comes back by an order alone, or
 * whoever serves bundles could undo what was narrowed. Immutable.
 *
 * @param activated by the time of their first activation
 */
public record PolicyHistory(
    SequencedMap<PolicyRevision, BundleRevision> activated, Optional<PolicyRevision> inForce) {
  public static final PolicyHistory NONE =
      new PolicyHistory(new LinkedHashMap<>(), Optional.empty());

  public PolicyHistory {
    activated = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(activated));
  }

  /** Why this policy may not simply follow; empty if it may. */
  public Optional<String> objection(PolicyRevision policy, BundleRevision revision) {
    if (inForce.equals(Optional.of(policy))) {
      return Optional.empty();
    }
    if (activated.containsKey(policy)) {
      return Optional.of(
          "it was in force before; to go back to it: entente policy rollback DIR --to "
              + policy
              + " --as OPERATOR --because TEXT");
    }
    return newest()
        .filter(newest -> !revision.isAfter(newest))
        .map(
            newest ->
                "its revision, `%s`, does not come after `%s`, which was in force; give it a higher one: entente policy build"
                    .formatted(revision, newest));
  }

  /** The highest of the revisions that have an order. */
  private Optional<BundleRevision> newest() {
    return activated.values().stream()
        .filter(BundleRevision::isOrdered)
        .reduce((a, b) -> b.isAfter(a) ? b : a);
  }

  /**
   * After an activation.
   *
   * @throws IllegalStateException if it may not follow
   */
  PolicyHistory after(PolicyActivated event) {
    if (event.by().isPresent()) {
      Evolution.must(
          activated.containsKey(event.policy()),
          "policy " + event.policy() + " comes back, and was never in force");
    } else {
      Optional<String> objection = objection(event.policy(), event.revision());
      Evolution.must(objection.isEmpty(), "policy " + event.policy() + ": " + objection.orElse(""));
    }
    var all = new LinkedHashMap<>(activated);
    all.putIfAbsent(event.policy(), event.revision());
    return new PolicyHistory(all, Optional.of(event.policy()));
  }
}
