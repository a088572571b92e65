package dev.entente.server.show;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.server.client.FieldFate;
import dev.entente.server.client.Figures;
import dev.entente.server.client.QueryAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** A query's answer: its records, what became of the fields, what it cost. */
public final class ShownQuery {
  private static final int BAR = 30;

  private ShownQuery() {}

  /** A table of the first records. */
  public static List<String> records(QueryAnswer answer, int most, Terminal terminal) {
    if (answer.records().isEmpty()) {
      return List.of("no records");
    }
    var names = new LinkedHashSet<String>();
    answer.records().forEach(record -> record.fieldNames().forEachRemaining(names::add));
    List<String> columns = List.copyOf(names);
    var table = new Table(columns);
    for (JsonNode record : answer.records().stream().limit(most).toList()) {
      table.row(columns.stream().map(column -> cell(record.get(column))).toList());
    }
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      if (answer.records().stream().anyMatch(r -> r.path(column).isNumber())) {
        table.alignRight(i);
      }
    }
    List<String> lines = new ArrayList<>(table.lines(terminal.width(), terminal.ink()));
    int left = answer.records().size() - most;
    if (left > 0) {
      lines.add(terminal.ink().faint("and " + left + " more records"));
    }
    return lines;
  }

  private static String cell(JsonNode value) {
    return value == null || value.isNull() ? "" : value.asText();
  }

  /** Which fields came in full, which in a weaker form and which not, with their cures. */
  public static List<String> fields(QueryAnswer answer, Terminal terminal) {
    List<String> lines = new ArrayList<>();
    List<String> full =
        answer.fields().entrySet().stream()
            .filter(field -> field.getValue().isFull())
            .map(Map.Entry::getKey)
            .toList();
    if (!full.isEmpty()) {
      lines.add("in full       " + Printable.of(String.join(", ", full)));
    }
    Map<FieldFate, List<String>> rest = new LinkedHashMap<>();
    answer.fields().entrySet().stream()
        .filter(field -> !field.getValue().isFull())
        .forEach(
            field ->
                rest.computeIfAbsent(field.getValue(), _ -> new ArrayList<>()).add(field.getKey()));
    rest.forEach((fate, names) -> lines.add(line(fate, names, terminal.ink())));
    return lines;
  }

  private static String line(FieldFate fate, List<String> names, Ink ink) {
    String form =
        "%-14s".formatted(Printable.of(fate.isWithheld() ? "withheld" : "as " + fate.release()));
    String because = fate.because().map(b -> " (" + b + ")").orElse("");
    String unlock =
        fate.unlock().isEmpty() ? "" : "; to unlock: " + String.join(" or ", fate.unlock());
    return (fate.isWithheld() ? ink.yellow(form) : form)
        + Printable.of(String.join(", ", names))
        + ink.faint(Printable.of(because + unlock));
  }

  /** What it cost, exposure against the window, the receipt. */
  public static List<String> figures(QueryAnswer answer, Terminal terminal) {
    return figures(answer, "record", terminal);
  }

  /** The same where the records came in another form, and were not counted. */
  public static List<String> figuresAlone(QueryAnswer answer, Terminal terminal) {
    return figured(answer, "", terminal);
  }

  static List<String> figures(QueryAnswer answer, String thing, Terminal terminal) {
    return figured(answer, " for " + count(answer.records().size(), thing), terminal);
  }

  private static List<String> figured(QueryAnswer answer, String what, Terminal terminal) {
    Figures figures = answer.figures();
    List<String> lines = new ArrayList<>();
    lines.add("cost          " + Bar.plain(figures.value()) + what);
    lines.add(
        "exposure      "
            + Bar.of(figures.exposure(), figures.window(), BAR, terminal.ink())
            + ", "
            + Bar.plain(figures.remaining())
            + " left");
    if (figures.limited()) {
      lines.add(terminal.ink().yellow("limited       the page was cut short: no more fits"));
    }
    lines.add("receipt       entry " + answer.receipt().index() + " of the gateway's log");
    return lines;
  }

  /** Such as {@code 1 record} and {@code 2 records}. */
  public static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
