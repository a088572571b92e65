package dev.entente.server.simulation;

import dev.entente.agreement.Rounds;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.GateState;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RoundClosed;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Strategy.Move;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What it came to with one kind of partner.
 *
 * @param days at least one
 * @param steps the moves between stages, in their order
 * @param rounds that were closed, in their order
 * @param took how many records of each dataset it was given
 * @param fates how many of the records that it sent had which fate
 * @param missing what the next stage still asks for at the end; empty at the last one
 */
public record Played(
    Kind kind,
    List<Day> days,
    List<Step> steps,
    List<Rounds.Closed> rounds,
    Map<DatasetId, Long> took,
    Map<Fate, Long> fates,
    List<GateState> missing) {

  /** A move from one stage to another. */
  public record Step(int day, Stage from, Stage to) {}

  public Played {
    days = List.copyOf(days);
    steps = List.copyOf(steps);
    rounds = List.copyOf(rounds);
    took = Collections.unmodifiableMap(new LinkedHashMap<>(took));
    fates = Collections.unmodifiableMap(new TreeMap<>(fates));
    missing = List.copyOf(missing);
  }

  /**
   * What the entries say beside the days.
   *
   * @param first the day of the acceptance
   */
  static Played of(
      Kind kind, List<Day> days, LocalDate first, List<Entry> entries, List<GateState> missing) {
    var steps = new ArrayList<Step>();
    var rounds = new ArrayList<Rounds.Closed>();
    var took = new LinkedHashMap<DatasetId, Long>();
    var fates = new TreeMap<Fate, Long>();
    for (Entry entry : entries) {
      switch (entry.event()) {
        case Disclosed disclosed ->
            took.merge(disclosed.dataset(), (long) disclosed.records(), Long::sum);
        case Received received ->
            received.fates().forEach((fate, n) -> fates.merge(fate, n, Long::sum));
        case RoundClosed(_, var round) -> rounds.add(round);
        case StageChanged changed -> {
          LocalDate day = LocalDate.ofInstant(entry.time(), ZoneOffset.UTC);
          steps.add(
              new Step(
                  (int) ChronoUnit.DAYS.between(first, day) + 1, changed.from(), changed.to()));
        }
        default -> {}
      }
    }
    return new Played(kind, days, steps, rounds, took, fates, missing);
  }

  public Day last() {
    return days.getLast();
  }

  /** The day on which we were exposed most; the first of them. */
  public Day worst() {
    return days.stream()
        .max(
            Comparator.comparing(Day::exposure)
                .thenComparing(Day::number, Comparator.reverseOrder()))
        .orElseThrow();
  }

  /** The day on which the stage was reached for the first time. */
  public OptionalInt reached(Stage stage) {
    return steps.stream().filter(step -> step.to().equals(stage)).mapToInt(Step::day).findFirst();
  }

  /** How many rounds the partner played so. */
  public long rounds(Move move) {
    return rounds.stream()
        .filter(round -> round.move().filter(it -> it == move).isPresent())
        .count();
  }
}
