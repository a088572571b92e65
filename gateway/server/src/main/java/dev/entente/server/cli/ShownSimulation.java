package dev.entente.server.cli;

import dev.entente.agreement.Terms;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.GateState;
import dev.entente.reciprocity.Strategy.Move;
import dev.entente.server.show.Ink;
import dev.entente.server.show.Table;
import dev.entente.server.show.Terminal;
import dev.entente.server.simulation.Day;
import dev.entente.server.simulation.Played;
import dev.entente.server.simulation.Plot.Game;
import dev.entente.server.simulation.Sheet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What was played, as it is printed. */
final class ShownSimulation {
  private ShownSimulation() {}

  static List<String> lines(Game game) {
    Terminal terminal = Terminal.here();
    Ink ink = terminal.ink();
    Terms terms = game.simulation().terms();
    var lines = new ArrayList<String>();
    lines.add(
        ink.bold(
            "%s: %d days with each kind of partner, seed %d"
                .formatted(terms.agreement(), game.simulation().days(), game.simulation().seed())));
    lines.add("");
    lines.addAll(table(Sheet.of(terms.ladder(), game.played())).lines(terminal.width(), ink));
    lines.add("");
    game.played().forEach(one -> lines.add(one.kind() + ": " + one.kind().behaviour()));
    add("What stood in the way at the end", Sheet.missing(terms.ladder(), game.played()), lines);
    add("The columns", Sheet.legend(), lines);
    add("Taken for granted", Sheet.assumptions(), lines);
    return lines;
  }

  private static Table table(Sheet sheet) {
    var table = new Table(sheet.headings());
    for (int column = 1; column < sheet.headings().size() - 1; column++) {
      table.alignRight(column);
    }
    sheet.rows().forEach(table::row);
    return table;
  }

  private static void add(String title, List<String> texts, List<String> lines) {
    if (!texts.isEmpty()) {
      lines.add("");
      lines.add(title + ":");
      texts.forEach(text -> lines.add("  " + text));
    }
  }

  static Map<String, Object> document(List<Game> games) {
    return Map.of("agreements", games.stream().map(ShownSimulation::document).toList());
  }

  private static Map<String, Object> document(Game game) {
    var document = new LinkedHashMap<String, Object>();
    document.put("agreement", game.simulation().terms().agreement().value());
    document.put("days", game.simulation().days());
    document.put("seed", game.simulation().seed());
    document.put("assumptions", Sheet.assumptions());
    List<Stage> stages = game.simulation().terms().ladder().stages();
    document.put("partners", game.played().stream().map(one -> document(one, stages)).toList());
    return document;
  }

  private static Map<String, Object> document(Played one, List<Stage> stages) {
    var document = new LinkedHashMap<String, Object>();
    document.put("partner", one.kind().toString());
    document.put("given", one.last().given().decimal());
    document.put("received", one.last().received().decimal());
    document.put("exposure", one.last().exposure().decimal());
    document.put("stage", one.last().stage().value());
    document.put("worst", day(one.worst()));
    document.put("reached", reached(one, stages));
    document.put("steps", one.steps().stream().map(ShownSimulation::step).toList());
    var rounds = new LinkedHashMap<String, Object>();
    rounds.put("closed", one.rounds().size());
    rounds.put("matched", one.rounds(Move.COOPERATE));
    rounds.put("missed", one.rounds(Move.DEFECT));
    document.put("rounds", rounds);
    var took = new LinkedHashMap<String, Object>();
    one.took().forEach((dataset, records) -> took.put(dataset.value(), records));
    document.put("took", took);
    var fates = new LinkedHashMap<String, Object>();
    one.fates().forEach((fate, records) -> fates.put(fate.toString(), records));
    document.put("sent", fates);
    document.put("missing", one.missing().stream().map(GateState::document).toList());
    return document;
  }

  private static Map<String, Object> day(Day day) {
    var document = new LinkedHashMap<String, Object>();
    document.put("day", day.number());
    document.put("exposure", day.exposure().decimal());
    document.put("window", day.window().decimal());
    return document;
  }

  private static Map<String, @Nullable Object> reached(Played one, List<Stage> stages) {
    var reached = new LinkedHashMap<String, @Nullable Object>();
    for (Stage stage : stages.subList(1, stages.size())) {
      OptionalInt day = one.reached(stage);
      reached.put(stage.value(), day.isPresent() ? day.getAsInt() : null);
    }
    return reached;
  }

  private static Map<String, Object> step(Played.Step step) {
    var document = new LinkedHashMap<String, Object>();
    document.put("day", step.day());
    document.put("from", step.from().value());
    document.put("to", step.to().value());
    return document;
  }
}
