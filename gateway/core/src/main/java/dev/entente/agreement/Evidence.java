package dev.entente.agreement;

import dev.entente.catalog.Milestone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * What people established about an agreement.
 *
 * @param signals by name, those that have expired too
 * @param review the last one
 * @param disputes the names of those that are open
 * @param reversed the indexes of the contributions that were found false
 * @param entries the indexes of the newest entries that speak for a raise, since the stage was
 *     entered: contributions, rounds, and what people recorded
 */
public record Evidence(
    NavigableSet<Milestone> milestones,
    SequencedMap<String, Signal> signals,
    Optional<Review> review,
    NavigableSet<String> disputes,
    NavigableSet<Long> reversed,
    List<Long> entries) {
  private static final int MOST_ENTRIES = 100;

  public static final Evidence NONE =
      new Evidence(
          new TreeSet<>(),
          new LinkedHashMap<>(),
          Optional.empty(),
          new TreeSet<>(),
          new TreeSet<>(),
          List.of());

  public Evidence {
    milestones = Collections.unmodifiableNavigableSet(new TreeSet<>(milestones));
    signals = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(signals));
    disputes = Collections.unmodifiableNavigableSet(new TreeSet<>(disputes));
    reversed = Collections.unmodifiableNavigableSet(new TreeSet<>(reversed));
    entries = List.copyOf(entries);
  }

  /** The names of the signals that hold on that day. */
  public NavigableSet<String> signals(LocalDate day) {
    var names = new TreeSet<String>();
    signals.values().stream().filter(s -> s.holds(day)).map(Signal::name).forEach(names::add);
    return names;
  }

  /** Whether the last review says that the next one is not due before that day. */
  public boolean reviewed(LocalDate day) {
    return review.filter(last -> !last.next().isBefore(day)).isPresent();
  }

  public Evidence with(Milestone milestone) {
    var more = new TreeSet<>(milestones);
    more.add(milestone);
    return new Evidence(more, signals, review, disputes, reversed, entries);
  }

  /** A signal of the same name takes the place of the one before. */
  public Evidence with(Signal signal) {
    var more = new LinkedHashMap<>(signals);
    more.put(signal.name(), signal);
    return new Evidence(milestones, more, review, disputes, reversed, entries);
  }

  public Evidence with(Review last) {
    return new Evidence(milestones, signals, Optional.of(last), disputes, reversed, entries);
  }

  public Evidence disputed(String name) {
    var more = new TreeSet<>(disputes);
    more.add(name);
    return new Evidence(milestones, signals, review, more, reversed, entries);
  }

  public Evidence resolved(String name) {
    var fewer = new TreeSet<>(disputes);
    fewer.remove(name);
    return new Evidence(milestones, signals, review, fewer, reversed, entries);
  }

  Evidence reversed(long index) {
    var more = new TreeSet<>(reversed);
    more.add(index);
    return new Evidence(milestones, signals, review, disputes, more, entries);
  }

  /** With one more entry that speaks for a raise. */
  Evidence citing(long index) {
    var more =
        new ArrayList<>(
            entries.subList(Math.max(0, entries.size() - MOST_ENTRIES + 1), entries.size()));
    more.add(index);
    return new Evidence(milestones, signals, review, disputes, reversed, more);
  }

  /** On another stage, evidence for the next one is gathered anew. */
  Evidence onAnotherStage() {
    return new Evidence(milestones, signals, review, disputes, reversed, List.of());
  }
}
