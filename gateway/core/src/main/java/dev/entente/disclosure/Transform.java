package dev.entente.disclosure;

import dev.entente.catalog.FieldType;
import dev.entente.catalog.Release;
import dev.entente.json.CellJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Turns what a cell holds into what is released of it. Null stays null and never comes here. */
@FunctionalInterface
interface Transform {
  /** The released value: one that {@link CellJson} writes. */
  Object apply(Object value);

  /** The transform of a release for one answer; not thread-safe. */
  static Transform of(Release release, FieldType type, Pseudonyms pseudonyms) {
    return switch (release) {
      case Release.Full() -> value -> value;
      case Release.Band(List<BigDecimal> bounds) -> band(bounds, type);
      case Release.Truncate(int keep) -> value -> truncate((String) value, keep);
      case Release.TruncateTo(Release.TruncateTo.Unit unit) -> value -> truncate(value, unit);
      case Release.Aggregate() ->
          throw new IllegalArgumentException("no record shows what is released as aggregate");
      case Release.Pseudonym() -> value -> pseudonyms.of(CellJson.plainText(value));
    };
  }

  private static Transform band(List<BigDecimal> bounds, FieldType type) {
    String[] labels = new String[bounds.size() + 1];
    labels[0] = "<" + bounds.getFirst().toPlainString();
    for (int i = 1; i < bounds.size(); i++) {
      String from = bounds.get(i - 1).toPlainString();
      labels[i] =
          type == FieldType.INTEGER
              ? from + "-" + bounds.get(i).subtract(BigDecimal.ONE).toPlainString()
              : "[" + from + "," + bounds.get(i).toPlainString() + ")";
    }
    labels[bounds.size()] = ">=" + bounds.getLast().toPlainString();
    return value -> labels[below(bounds, FieldType.exact(value))];
  }

  /** How many of the bounds are not above the number. */
  private static int below(List<BigDecimal> bounds, BigDecimal number) {
    int below = 0;
    while (below < bounds.size() && bounds.get(below).compareTo(number) <= 0) {
      below++;
    }
    return below;
  }

  private static String truncate(String text, int keep) {
    return text.codePointCount(0, text.length()) <= keep
        ? text + "…"
        : text.substring(0, text.offsetByCodePoints(0, keep)) + "…";
  }

  private static String truncate(Object value, Release.TruncateTo.Unit unit) {
    LocalDate date =
        value instanceof Instant instant
            ? LocalDate.ofInstant(instant, ZoneOffset.UTC)
            : (LocalDate) value;
    String day = date.toString();
    return switch (unit) {
      case YEAR -> day.substring(0, day.length() - "-MM-dd".length());
      case MONTH -> day.substring(0, day.length() - "-dd".length());
    };
  }
}
