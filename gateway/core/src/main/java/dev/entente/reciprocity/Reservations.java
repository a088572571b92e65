package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What an agreement has reserved, by the index of the entry that reserved it. A reservation ends
 * when it is voided, when all of it was posted, or by time. Immutable.
 */
public record Reservations(SequencedMap<Long, Reservation> byEntry) {
  /** How many an agreement may have at once. */
  public static final int MOST = 4;

  /** How long one may last. */
  public static final Duration LONGEST = Duration.ofHours(1);

  public static final Reservations NONE = new Reservations(new LinkedHashMap<>());

  public Reservations {
    byEntry = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byEntry));
  }

  public Optional<Reservation> find(long entry) {
    return Optional.ofNullable(byEntry.get(entry));
  }

  /** Those that count at that time. */
  public Reservations at(Instant time) {
    if (byEntry.values().stream().allMatch(it -> time.isBefore(it.until()))) {
      return this;
    }
    var open = new LinkedHashMap<>(byEntry);
    open.values().removeIf(it -> !time.isBefore(it.until()));
    return new Reservations(open);
  }

  /** All that they hold. */
  public Held held() {
    return byEntry.values().stream().map(Reservation::left).reduce(Held.NOTHING, Held::plus);
  }

  public boolean areFull() {
    return byEntry.size() >= MOST;
  }

  public Reservations with(long entry, Reservation reservation) {
    var more = new LinkedHashMap<>(byEntry);
    more.put(entry, reservation);
    return new Reservations(more);
  }

  public Reservations without(long entry) {
    var fewer = new LinkedHashMap<>(byEntry);
    fewer.remove(entry);
    return new Reservations(fewer);
  }

  /** After a release took its cost from that one, which ends if nothing is left of it. */
  public Reservations posted(long entry, Map<Category, Amount> cost) {
    return find(entry)
        .map(it -> new Reservation(it.dataset(), it.left().after(cost), it.until()))
        .filter(it -> it.left().total().isPositive())
        .map(it -> with(entry, it))
        .orElseGet(() -> without(entry));
  }
}
