package dev.entente.server.overview;

import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Opening;
import dev.entente.governance.Forecasts;
import dev.entente.ledger.Event;
import dev.entente.ledger.Ledger;
import dev.entente.reciprocity.Amount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A raise that is proposed, with all that those who decide look at.
 *
 * @param proposed that it is, by whom, and what was said
 * @param opens the fields that would open as it was proposed, and what a cell of each is worth
 * @param now the fields that would open now; if they are others, nobody can approve it any more
 * @param worst how exposed we would be at most
 * @param evidence the entries that it cites, and all others that speak for it
 */
public record Promotion(
    Proposed proposed,
    List<Opens> opens,
    List<Opens> now,
    Amount worst,
    List<Line> evidence,
    List<GateState> gates) {

  /** A field that would open. */
  public record Opens(Opening opening, String category, int value) {
    Map<String, Object> json() {
      Map<String, Object> json = opening.json();
      json.put("category", category);
      json.put("value", value);
      return json;
    }
  }

  /**
   * All of it; empty if it is something else that is proposed.
   *
   * @param forecasts what the policy says of it now
   */
  public static Optional<Promotion> of(
      Proposed proposed, Ledger ledger, List<GateState> gates, Forecasts forecasts, Instant now) {
    Standing standing = proposed.standing();
    return proposed.event() instanceof Event.StageProposed event
            && proposed.proposal().subject() instanceof Subject.Raise(Stage stage)
        ? Optional.of(
            new Promotion(
                proposed,
                opens(standing, event.opens()),
                opens(
                    standing,
                    forecasts.opens(standing, stage, LocalDate.ofInstant(now, ZoneOffset.UTC))),
                event.worst(),
                event.evidence().stream()
                    .flatMap(
                        index -> ledger.entries(standing.terms().agreement(), index, 1).stream())
                    .map(Line::of)
                    .toList(),
                gates))
        : Optional.empty();
  }

  private static List<Opens> opens(Standing standing, List<Opening> openings) {
    return openings.stream().map(opening -> opens(standing, opening)).toList();
  }

  private static Opens opens(Standing standing, Opening opening) {
    Optional<Field> field =
        Optional.ofNullable(standing.terms().datasets().get(opening.dataset()))
            .map(Dataset::fields)
            .stream()
            .flatMap(List::stream)
            .filter(it -> it.name().equals(opening.field()))
            .findFirst();
    return new Opens(
        opening,
        field.map(it -> it.category().value()).orElse(""),
        field.map(Field::value).orElse(0));
  }

  /** What would open now and did not as it was proposed. */
  public List<Opens> more() {
    return now.stream().filter(it -> !opens.contains(it)).toList();
  }

  /** What would not open any more. */
  public List<Opens> less() {
    return opens.stream().filter(it -> !now.contains(it)).toList();
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    Map<String, Object> json = proposed.json();
    json.put("opens", opens.stream().map(Opens::json).toList());
    json.put("opens-now", now.stream().map(Opens::json).toList());
    json.put("worst-case", worst.decimal());
    json.put("evidence", evidence.stream().map(Line::json).toList());
    json.put("gates", gates.stream().map(GateState::document).toList());
    return json;
  }
}
