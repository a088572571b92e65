package dev.entente.server.exposure;

import dev.entente.catalog.DatasetId;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Exposed;
import dev.entente.server.exposure.Sheet.Line;
import dev.entente.server.exposure.Sheet.Sum;
import dev.entente.server.show.Bar;
import dev.entente.server.show.Ink;
import dev.entente.server.show.Printable;
import dev.entente.server.show.Table;
import dev.entente.server.show.Terminal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What a partner knows, added up.
 *
 * @param who it is, such as {@code Orchard Devices, by the agreement orchard}
 * @param entries how many entries of the log it comes from
 * @param summed what aggregates were worth, which tell of no record alone
 * @param lost what the log lost of it, and partners told: of which records is not known
 */
public record ShownExposure(
    String who, long entries, List<Sheet> sheets, Amount summed, Amount lost) {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  public ShownExposure {
    sheets = List.copyOf(sheets);
  }

  public static ShownExposure of(
      String who,
      long entries,
      SequencedMap<DatasetId, Exposed> datasets,
      Amount summed,
      Amount lost) {
    return new ShownExposure(
        who,
        entries,
        datasets.entrySet().stream()
            .filter(it -> !it.getValue().records().isEmpty())
            .map(it -> Sheet.of(it.getKey(), it.getValue()))
            .toList(),
        summed,
        lost);
  }

  /** A table for each dataset, then the categories, then all of it. */
  public List<String> lines(Terminal terminal) {
    Ink ink = terminal.ink();
    List<String> lines = new ArrayList<>();
    lines.add(ink.bold(Printable.of(who)) + ", up to entry " + entries);
    for (Sheet sheet : sheets) {
      lines.add("");
      lines.add(ink.bold(Printable.of(sheet.dataset().value())) + ": " + records(sheet.records()));
      lines.addAll(table(sheet).lines(terminal.width(), ink));
    }
    lines.add("");
    if (summed.isPositive()) {
      lines.add("besides, aggregates worth " + plain(summed) + ", which tell of no record alone");
    }
    if (lost.isPositive()) {
      lines.add(
          "besides, releases worth %s that the log lost before a recovery: of which records is not known"
              .formatted(plain(lost)));
    }
    if (sheets.isEmpty()) {
      lines.add(lost.plus(summed).isPositive() ? "nothing else was seen" : "nothing was seen yet");
      return lines;
    }
    lines.addAll(categories().lines(terminal.width(), ink));
    lines.add("");
    lines.add("in all %s, %d cells, worth %s".formatted(records(known()), cells(), plain(value())));
    return lines;
  }

  private static String records(long count) {
    return count + (count == 1 ? " record" : " records");
  }

  private static Table table(Sheet sheet) {
    var table =
        new Table(
            List.of("field", "category", "as", "records", "first seen", "last seen", "given"));
    for (Line line : sheet.lines()) {
      table.row(
          List.of(
              line.field().value(),
              line.category().value(),
              line.form().toString(),
              Long.toString(line.sum().cells()),
              minute(line.sum().first()),
              minute(line.sum().last()),
              plain(line.sum().value())));
    }
    return table.alignRight(3).alignRight(6);
  }

  private Table categories() {
    var table = new Table(List.of("category", "cells", "first seen", "last seen", "given"));
    Sheet.categories(sheets)
        .forEach(
            (category, sum) ->
                table.row(
                    List.of(
                        category.value(),
                        Long.toString(sum.cells()),
                        minute(sum.first()),
                        minute(sum.last()),
                        plain(sum.value()))));
    return table.alignRight(1).alignRight(4);
  }

  /** To the minute, in UTC. */
  static String minute(Instant time) {
    return MINUTES.format(time);
  }

  static String plain(Amount amount) {
    return Bar.plain(amount.decimal());
  }

  private long known() {
    return sheets.stream().mapToLong(Sheet::records).sum();
  }

  private long cells() {
    return sums().stream().mapToLong(Sum::cells).sum();
  }

  private Amount value() {
    return sums().stream().map(Sum::value).reduce(Amount.ZERO, Amount::plus);
  }

  private List<Sum> sums() {
    return List.copyOf(Sheet.categories(sheets).values());
  }

  /** The same as JSON. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("who", who);
    document.put("entries", entries);
    document.put("datasets", sheets.stream().map(ShownExposure::document).toList());
    var categories = new LinkedHashMap<String, Object>();
    Sheet.categories(sheets).forEach((name, sum) -> categories.put(name.value(), document(sum)));
    document.put("categories", categories);
    document.put("records", known());
    document.put("cells", cells());
    document.put("value", value().decimal());
    document.put("aggregates", summed.decimal());
    document.put("lost", lost.decimal());
    return document;
  }

  private static Map<String, Object> document(Sheet sheet) {
    var document = new LinkedHashMap<String, Object>();
    document.put("dataset", sheet.dataset().value());
    document.put("records", sheet.records());
    document.put("fields", sheet.lines().stream().map(ShownExposure::document).toList());
    return document;
  }

  private static Map<String, Object> document(Line line) {
    var document = new LinkedHashMap<String, Object>();
    document.put("field", line.field().value());
    document.put("category", line.category().value());
    document.put("release", line.form().toString());
    document.putAll(document(line.sum()));
    return document;
  }

  private static Map<String, Object> document(Sum sum) {
    var document = new LinkedHashMap<String, Object>();
    document.put("cells", sum.cells());
    document.put("first", sum.first().toString());
    document.put("last", sum.last().toString());
    document.put("value", sum.value().decimal());
    return document;
  }
}
