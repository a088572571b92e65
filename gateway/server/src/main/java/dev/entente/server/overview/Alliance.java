package dev.entente.server.overview;

import dev.entente.agreement.Standing;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.PromotionInput;
import dev.entente.governance.Forecasts;
import dev.entente.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One alliance as its managers see it.
 *
 * @param lines its newest entries, newest first
 * @param gates of the next stage, as the policy judges them now; none at the last
 */
public record Alliance(Alliances.Row row, Course course, List<GateState> gates, List<Line> lines) {
  private static final int MOST_LINES = 50;

  /**
   * As it is at that instant.
   *
   * @throws dev.entente.problem.Unavailable if the policy does not judge the gates
   */
  public static Alliance of(
      Standing standing, History history, Forecasts forecasts, Ledger ledger, Instant now) {
    Course course = history.of(standing.terms().agreement());
    return new Alliance(
        Alliances.row(standing, course, now),
        course,
        PromotionInput.of(standing, now).map(forecasts::gates).orElse(List.of()),
        history.newest(standing.terms().agreement(), MOST_LINES).stream()
            .flatMap(index -> ledger.entries(standing.terms().agreement(), index, 1).stream())
            .map(Line::of)
            .toList());
  }

  /** The next stage, if there is one. */
  public Optional<String> next() {
    return standing().terms().ladder().next(standing().stage()).map(it -> it.stage().value());
  }

  /** The stage before, if there is one. */
  public Optional<String> before() {
    return standing().terms().ladder().previous(standing().stage()).map(it -> it.stage().value());
  }

  /** Whether the next stage can be proposed. */
  public boolean isReady() {
    return gates.stream().allMatch(GateState::met);
  }

  public Standing standing() {
    return row.standing();
  }
}
