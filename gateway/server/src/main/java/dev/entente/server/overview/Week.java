package dev.entente.server.overview;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A week of ISO 8601, such as 2026-W48: from a Monday on, by UTC days. */
public record Week(LocalDate monday) {
  private static final Pattern NAME = Pattern.compile("([0-9]{4})-W([0-9]{2})");

  public Week {
    if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
      throw new IllegalArgumentException("a week begins on a Monday");
    }
  }

  /** The one of that instant. */
  public static Week of(Instant when) {
    return new Week(
        LocalDate.ofInstant(when, ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
  }

  /** The one of that name; empty if there is none. */
  public static Optional<Week> named(String name) {
    Matcher found = NAME.matcher(name);
    if (!found.matches()) {
      return Optional.empty();
    }
    LocalDate inIt =
        LocalDate.of(Integer.parseInt(found.group(1)), 1, 4)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .plusWeeks(Integer.parseInt(found.group(2)) - 1L);
    return Optional.of(new Week(inIt)).filter(it -> it.toString().equals(name));
  }

  public LocalDate sunday() {
    return monday.plusDays(6);
  }

  public Week before() {
    return new Week(monday.minusWeeks(1));
  }

  public boolean has(LocalDate day) {
    return !day.isBefore(monday) && !day.isAfter(sunday());
  }

  @Override
  public String toString() {
    return "%04d-W%02d"
        .formatted(
            monday.get(IsoFields.WEEK_BASED_YEAR), monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }
}
