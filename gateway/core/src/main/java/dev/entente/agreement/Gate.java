package dev.entente.agreement;

import dev.entente.json.Doc;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a stage asks for before it is reached.
 *
 * @param cleared how many windows of the stage before must have come in since that was entered
 * @param approvals how many people other than the proposer must approve; never fewer than one
 * @param minimumDays how long the stage before must have lasted
 * @param matchedRounds how many rounds must have been matched
 * @param milestones what must have been shown
 * @param signals what the partner must have staked
 * @param review whether a review must not be overdue
 */
public record Gate(
    Optional<BigDecimal> cleared,
    int approvals,
    int minimumDays,
    int matchedRounds,
    List<String> milestones,
    List<String> signals,
    boolean review) {
  static final Gate OPEN = new Gate(Optional.empty(), 1, 0, 0, List.of(), List.of(), false);

  private static final BigDecimal MOST_CLEARED = BigDecimal.valueOf(1000);

  public Gate {
    milestones = List.copyOf(milestones);
    signals = List.copyOf(signals);
    if (cleared.isPresent()
        && (cleared.get().signum() < 0 || cleared.get().compareTo(MOST_CLEARED) > 0)) {
      throw new IllegalArgumentException("cleared is from 0 to " + MOST_CLEARED + " windows");
    }
  }

  static Gate read(Doc doc) {
    doc.only(
        "cleared", "approvals", "minimum-days", "matched-rounds", "milestone", "signal", "review");
    try {
      return new Gate(
          doc.find("cleared").map(Doc::number),
          doc.find("approvals").map(n -> n.integer(1, 20)).orElse(1),
          doc.find("minimum-days").map(n -> n.integer(0, 36_500)).orElse(0),
          doc.find("matched-rounds").map(n -> n.integer(0, 1000)).orElse(0),
          doc.find("milestone").map(Gate::names).orElse(List.of()),
          doc.find("signal").map(Gate::names).orElse(List.of()),
          doc.find("review").map(Doc::bool).orElse(false));
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> names(Doc doc) {
    return doc.isArray() ? doc.texts() : List.of(doc.text());
  }

  /** What {@link #read} reads. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    cleared.ifPresent(n -> document.put("cleared", n));
    document.put("approvals", approvals);
    if (minimumDays > 0) {
      document.put("minimum-days", minimumDays);
    }
    if (matchedRounds > 0) {
      document.put("matched-rounds", matchedRounds);
    }
    if (!milestones.isEmpty()) {
      document.put("milestone", milestones);
    }
    if (!signals.isEmpty()) {
      document.put("signal", signals);
    }
    if (review) {
      document.put("review", true);
    }
    return document;
  }
}
