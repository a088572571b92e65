package dev.entente.server.simulation;

import dev.entente.agreement.Ladder;
import dev.entente.catalog.Stage;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Strategy.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What it came to with each kind of partner, a row for each.
 *
 * @param headings of the columns; all but the first and the last hold figures
 */
public record Sheet(List<String> headings, List<List<String>> rows) {
  /** What stands where a stage was not reached. */
  private static final String NEVER = "-";

  public Sheet {
    headings = List.copyOf(headings);
    rows = List.copyOf(rows);
  }

  /** What a reader has to know of the figures. */
  public static List<String> assumptions() {
    return List.of(
        "every partner takes each day all that stage and windows let go, no record twice; records"
            + " are made up, every field filled, and there are always more",
        "an exchange of which no number is expected brings nothing, or a record a day where no"
            + " exchange has one",
        "our people raise a stage on the day on which its gates are met; what it asks them to"
            + " record (milestones, signals, reviews) is recorded by then");
  }

  public static Sheet of(Ladder ladder, List<Played> played) {
    List<Stage> later = ladder.stages().subList(1, ladder.stages().size());
    var headings = new ArrayList<>(List.of("partner", "got", "gave", "worst", "owes", "at"));
    later.forEach(stage -> headings.add(stage.value()));
    headings.addAll(List.of("rounds", "refused"));
    return new Sheet(headings, played.stream().map(one -> row(one, later)).toList());
  }

  private static List<String> row(Played one, List<Stage> later) {
    var row = new ArrayList<String>();
    row.add(one.kind().toString());
    row.add(one.last().given().toString());
    row.add(one.last().received().toString());
    row.add(one.worst().exposure() + " of " + one.worst().window());
    row.add(one.last().exposure().toString());
    row.add(one.last().stage().value());
    later.forEach(stage -> row.add(day(one.reached(stage))));
    long matched = one.rounds(Move.COOPERATE);
    long missed = one.rounds(Move.DEFECT);
    row.add(matched + "/" + missed + "/" + (one.rounds().size() - matched - missed));
    row.add(refused(one));
    return row;
  }

  private static String day(OptionalInt day) {
    return day.isPresent() ? Integer.toString(day.getAsInt()) : NEVER;
  }

  private static String refused(Played one) {
    return one.fates().entrySet().stream()
        .filter(fate -> fate.getKey() != Fate.ACCEPTED)
        .map(fate -> fate.getValue() + " " + fate.getKey())
        .collect(Collectors.joining(", "));
  }

  /** What the columns mean. */
  public static List<String> legend() {
    return List.of(
        "got, gave: value that went out to the partner, and that came in from it",
        "worst: the most we were ever exposed, and the window of that day; owes: exposure at the"
            + " end, below 0 where we owe",
        "at: the stage at the end; each later stage with the day on which it was first reached",
        "rounds: how many were matched, how many not, and in how many nothing moved");
  }

  /** For each partner that could go further, what the next stage still asks for. */
  public static List<String> missing(Ladder ladder, List<Played> played) {
    return played.stream()
        .filter(one -> !one.missing().isEmpty())
        .map(
            one ->
                "%s, for %s: %s"
                    .formatted(
                        one.kind(),
                        ladder.next(one.last().stage()).orElseThrow().stage(),
                        one.missing().stream()
                            .map(
                                gate ->
                                    "%s %s of %s"
                                        .formatted(
                                            gate.gate(),
                                            gate.have().asText(),
                                            gate.need().asText()))
                            .collect(Collectors.joining(", "))))
        .toList();
  }
}
