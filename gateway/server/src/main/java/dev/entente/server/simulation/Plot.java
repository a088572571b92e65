package dev.entente.server.simulation;

import dev.entente.agreement.Rounds;
import dev.entente.agreement.Terms;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Strategy.Move;
import dev.entente.server.show.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was played as one HTML page that needs nothing else: for each partner a picture of exposure
 * against window and one of what went out and came in, all on one scale; the table below.
 */
public final class Plot {
  private static final int TALL = 190;
  private static final int LOW = 130;

  private final StringBuilder page = new StringBuilder();

  private Plot() {}

  /** The page; the same games give the same page. */
  public static String of(List<Game> games) {
    var plot = new Plot();
    plot.page.append(Style.HEAD);
    games.forEach(plot::game);
    plot.page.append("</body>\n</html>\n");
    return plot.page.toString();
  }

  /** What was played of one agreement. */
  public record Game(Simulation simulation, List<Played> played) {
    public Game {
      played = List.copyOf(played);
    }
  }

  private void game(Game game) {
    Terms terms = game.simulation().terms();
    page.append(
        "<h1>%s: %d days with each kind of partner</h1>\n"
            .formatted(Html.text(terms.agreement().value()), game.simulation().days()));
    page.append(Style.LEGEND);
    page.append("<div class='partners'>\n");
    Amount low = edge(game, day -> day.exposure().min(Amount.ZERO), Comparator.reverseOrder());
    Amount high = edge(game, day -> day.exposure().max(day.window()), Comparator.naturalOrder());
    Amount most = edge(game, day -> day.given().max(day.received()), Comparator.naturalOrder());
    game.played().forEach(one -> partner(one, low, high, most));
    page.append("</div>\n");
    table(Sheet.of(terms.ladder(), game.played()));
    list("What stood in the way at the end", Sheet.missing(terms.ladder(), game.played()));
    list("The columns", Sheet.legend());
    list("Taken for granted", Sheet.assumptions());
    page.append("<p>Seed %d.</p>\n".formatted(game.simulation().seed()));
  }

  private static Amount edge(Game game, Function<Day, Amount> of, Comparator<Amount> order) {
    return Stream.concat(
            game.played().stream().flatMap(one -> one.days().stream()).map(of),
            Stream.of(Amount.ZERO))
        .max(order)
        .orElseThrow();
  }

  private void partner(Played one, Amount low, Amount high, Amount most) {
    String name = one.kind().toString();
    int days = one.days().size();
    var exposure =
        new Chart(name + ": exposure and window", days, TALL, low, above(high))
            .area("owed", amounts(one, Day::exposure))
            .line("window", amounts(one, Day::window))
            .mark(1, one.days().getFirst().stage().value());
    one.steps().stream()
        .filter(step -> step.day() > 1)
        .forEach(step -> exposure.mark(step.day(), step.to().value()));
    var flow =
        new Chart(name + ": given and received", days, LOW, Amount.ZERO, above(most))
            .line("given", amounts(one, Day::given))
            .line("received", amounts(one, Day::received));
    int end = 0;
    for (Rounds.Closed round : one.rounds()) {
      int begin = end + 1;
      end = begin + (int) (round.to().toEpochDay() - round.from().toEpochDay()) - 1;
      flow.bar(fate(round), begin, end, "round " + round.number() + " " + fate(round));
    }
    page.append(
        "<figure>\n<figcaption><b>%s</b> %s</figcaption>\n%s\n%s\n</figure>\n"
            .formatted(name, one.kind().behaviour(), exposure, flow));
  }

  /** A scale needs some height even where nothing moved. */
  private static Amount above(Amount most) {
    return most.max(Amount.of(1));
  }

  private static List<Amount> amounts(Played one, Function<Day, Amount> of) {
    return one.days().stream().map(of).toList();
  }

  private static String fate(Rounds.Closed round) {
    return round.move().map(move -> move == Move.COOPERATE ? "matched" : "missed").orElse("idle");
  }

  private void table(Sheet sheet) {
    page.append("<div class='wide'><table>\n");
    row("th", sheet.headings());
    sheet.rows().forEach(row -> row("td", row));
    page.append("</table></div>\n");
  }

  private void row(String cell, List<String> texts) {
    var cells = new ArrayList<String>();
    texts.forEach(text -> cells.add("<%s>%s</%s>".formatted(cell, Html.text(text), cell)));
    page.append("<tr>").append(String.join("", cells)).append("</tr>\n");
  }

  private void list(String title, List<String> texts) {
    if (!texts.isEmpty()) {
      page.append("<h2>%s</h2>\n<ul>\n".formatted(title));
      texts.forEach(text -> page.append("<li>%s</li>\n".formatted(Html.text(text))));
      page.append("</ul>\n");
    }
  }
}
