package dev.entente.server.overview;

import dev.entente.agreement.Proposal;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Opening;
import dev.entente.governance.Forecasts;
import dev.entente.ledger.EntryJson;
import dev.entente.ledger.Event;
import dev.entente.ledger.Ledger;
import dev.entente.ledger.Ledger.Stored;
import dev.entente.reciprocity.Amount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A raise that is proposed, with all that those who decide look at.
 *
 * @param opens the fields that would open as it was proposed, and what a cell of each is worth
 * @param now the fields that would open now; if they are others, nobody can approve it any more
 * @param worst how exposed we would be at most
 * @param evidence the entries that it cites, and all others that speak for it
 * @param said what was said and done about it since, oldest first
 * @param needed how many have to approve
 */
public record Promotion(
    Standing standing,
    Proposal proposal,
    String because,
    List<Opens> opens,
    List<Opens> now,
    Amount worst,
    List<Line> evidence,
    List<Line> said,
    List<GateState> gates,
    int needed) {
  private static final int MOST_READ = 1_000;

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
   * The proposal of that name that waits; empty if none does, or it is no raise.
   *
   * @param forecasts what the policy says of it now
   */
  public static Optional<Promotion> of(
      Standing standing,
      String subject,
      Ledger ledger,
      List<GateState> gates,
      Forecasts forecasts,
      Instant now) {
    return standing
        .proposals()
        .of(subject)
        .flatMap(
            proposal ->
                proposal.subject() instanceof Subject.Raise(Stage stage)
                    ? of(
                        standing,
                        proposal,
                        ledger,
                        gates,
                        forecasts.opens(standing, stage, LocalDate.ofInstant(now, ZoneOffset.UTC)))
                    : Optional.empty());
  }

  private static Optional<Promotion> of(
      Standing standing,
      Proposal proposal,
      Ledger ledger,
      List<GateState> gates,
      List<Opening> now) {
    var agreement = standing.terms().agreement();
    List<Stored> since = ledger.entries(agreement, proposal.entry(), MOST_READ);
    return since.stream()
        .findFirst()
        .map(stored -> EntryJson.read(stored.bytes()).event())
        .filter(Event.StageProposed.class::isInstance)
        .map(Event.StageProposed.class::cast)
        .map(
            proposed ->
                new Promotion(
                    standing,
                    proposal,
                    proposed.by().because(),
                    proposed.opens().stream().map(opening -> opens(standing, opening)).toList(),
                    now.stream().map(opening -> opens(standing, opening)).toList(),
                    proposed.worst(),
                    proposed.evidence().stream()
                        .flatMap(index -> ledger.entries(agreement, index, 1).stream())
                        .map(Line::of)
                        .toList(),
                    since.stream()
                        .skip(1)
                        .map(Line::of)
                        .filter(line -> line.kind().startsWith("proposal."))
                        .toList(),
                    gates,
                    standing
                        .terms()
                        .ladder()
                        .rung(((Subject.Raise) proposal.subject()).stage())
                        .gate()
                        .approvals()));
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

  /** Who may still approve it: whoever neither proposed nor approved it. */
  public boolean mayDecide(String operator) {
    return !proposal.by().equals(operator) && !proposal.approvedBy().contains(operator);
  }

  /** As it stands in answers. */
  public Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("agreement", standing.terms().agreement().value());
    json.put("subject", proposal.subject().name());
    json.put("entry", proposal.entry());
    json.put("by", proposal.by());
    json.put("because", because);
    json.put("approved-by", List.copyOf(proposal.approvedBy()));
    json.put("needed", needed);
    json.put("opens", opens.stream().map(Opens::json).toList());
    json.put("opens-now", now.stream().map(Opens::json).toList());
    json.put("worst-case", worst.decimal());
    json.put("evidence", evidence.stream().map(Line::json).toList());
    json.put("said", said.stream().map(Line::json).toList());
    json.put("gates", gates.stream().map(GateState::document).toList());
    return json;
  }
}
