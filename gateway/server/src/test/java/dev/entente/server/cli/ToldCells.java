package dev.entente.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a partner learned from its own answers, cell by cell, and what each cost by the terms. */
final class ToldCells {
  private static final Map<String, String> VALUES =
      Map.of("ticker", "1", "sector", "1", "employees", "5");
  private static final Map<String, String> WEIGHTS = Map.of("full", "1", "band", "0.3");

  /** A cell under its form: the dataset's forms do not change in these stories. */
  private static final class Cell {
    private String text = "";
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private BigDecimal value = BigDecimal.ZERO;
  }

  private final Map<String, Cell> cells = new LinkedHashMap<>();

  /**
   * Takes in an answer.
   *
   * @param touched fields that the query filtered by, with a value that the records then have
   */
  void answer(Instant time, JsonNode answer, String... touched) {
    for (JsonNode item : answer.get("records")) {
      Set<String> names = new TreeSet<>(List.of(touched));
      item.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode value = item.path(name);
        if (!value.isNull()) {
          String text = value.isMissingNode() ? "Energy" : value.asText();
          String form = answer.at("/fields/" + name + "/release").asText("full");
          learn(item.get("ticker").textValue(), name, form, text, time);
        }
      }
    }
  }

  private void learn(String record, String field, String form, String text, Instant time) {
    Cell cell =
        cells.computeIfAbsent(
            record + "," + field + "," + category(field) + "," + form, _ -> new Cell());
    if (!cell.text.equals(text)) {
      BigDecimal worth =
          new BigDecimal(VALUES.get(field)).multiply(new BigDecimal(WEIGHTS.get(form)));
      boolean first = cell.text.isEmpty();
      cell.value = cell.value.add(first ? worth : worth.multiply(new BigDecimal("0.2")));
      cell.first = first ? time : cell.first;
      cell.last = time;
      cell.text = text;
    }
  }

  private static String category(String field) {
    return field.equals("ticker") ? "accounts" : "targeting";
  }

  /** As lines of the CSV, in no order. */
  List<String> csv() {
    List<String> lines = new ArrayList<>();
    cells.forEach(
        (name, cell) ->
            lines.add(
                "accounts,%s,%s,%s,%s"
                    .formatted(
                        name,
                        cell.first,
                        cell.last,
                        cell.value.stripTrailingZeros().toPlainString())));
    return lines;
  }

  /** What all of it cost. */
  BigDecimal value() {
    return cells.values().stream()
        .map(cell -> cell.value)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .stripTrailingZeros();
  }
}
