package dev.entente.server.overview;

import dev.entente.catalog.Category;
import dev.entente.ledger.Entry;
import dev.entente.ledger.Event;
import dev.entente.ledger.Event.AgreementAccepted;
import dev.entente.ledger.Event.AgreementAmended;
import dev.entente.ledger.Event.AgreementOpened;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.Forgiven;
import dev.entente.ledger.Event.Ordered;
import dev.entente.ledger.Event.Received;
import dev.entente.ledger.Event.RecoveryConsented;
import dev.entente.ledger.Event.Reversed;
import dev.entente.ledger.Event.Touched;
import dev.entente.operator.Command;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Credits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * How one agreement went, by UTC days. Immutable: each entry makes another one, that shares the
 * days before.
 *
 * @param before the days before the last, on which something was given, received, withdrawn or
 *     forgiven
 * @param date of the last such day. A clock that is put back does not begin another one
 * @param noted what its entries come to besides amounts
 * @param contributed when the partner last shared something that earned
 * @param released when records were last released that cost something
 */
public record Course(
    NavigableMap<LocalDate, Day> before,
    LocalDate date,
    Day last,
    Noted noted,
    Optional<Instant> contributed,
    Optional<Instant> released) {
  static final Course NONE =
      new Course(
          Collections.emptyNavigableMap(),
          LocalDate.MIN,
          Day.EMPTY,
          Noted.NONE,
          Optional.empty(),
          Optional.empty());

  /**
   * One day.
   *
   * @param given by category, what releases cost
   * @param received by category, what contributions earned; negative where more was withdrawn
   * @param exposure the agreement's at the end of it
   */
  public record Day(
      SequencedMap<Category, Amount> given,
      SequencedMap<Category, Amount> received,
      Amount exposure) {
    private static final Day EMPTY =
        new Day(new LinkedHashMap<>(), new LinkedHashMap<>(), Amount.ZERO);

    private Day with(Map<Category, Amount> more, Map<Category, Amount> earned, Amount after) {
      return new Day(sum(given, more), sum(received, earned), after);
    }

    public Amount givenInAll() {
      return given.values().stream().reduce(Amount.ZERO, Amount::plus);
    }

    public Amount receivedInAll() {
      return received.values().stream().reduce(Amount.ZERO, Amount::plus);
    }
  }

  /**
   * What entries come to besides amounts.
   *
   * @param newest the index of the newest; -1 if there is none
   * @param terms the indexes of those that offered terms or accepted them, oldest first, at most
   *     the newest 40
   * @param shared those of the newest that both sides may read, at most 50
   * @param disputes that are open, with the entries that opened them
   */
  public record Noted(
      long newest, List<Long> terms, List<Long> shared, Map<String, Long> disputes) {
    private static final int MOST_TERMS = 40;
    private static final int MOST_SHARED = 50;
    private static final Noted NONE = new Noted(-1, List.of(), List.of(), Map.of());

    private Noted after(long index, Event event) {
      return new Noted(
          index,
          event instanceof AgreementOpened
                  || event instanceof AgreementAmended
                  || event instanceof AgreementAccepted
              ? with(terms, index, MOST_TERMS)
              : terms,
          Shared.isShared(event) ? with(shared, index, MOST_SHARED) : shared,
          event instanceof Ordered(var document) ? disputes(index, document.command()) : disputes);
    }

    private static List<Long> with(List<Long> indexes, long index, int most) {
      var more =
          new ArrayList<>(indexes.subList(Math.max(0, indexes.size() - most + 1), indexes.size()));
      more.add(index);
      return List.copyOf(more);
    }

    private Map<String, Long> disputes(long index, Command command) {
      if (command instanceof Command.Dispute dispute) {
        var open = new HashMap<>(disputes);
        open.put(dispute.name(), index);
        return Map.copyOf(open);
      }
      if (command instanceof Command.Resolve resolve) {
        var open = new HashMap<>(disputes);
        open.remove(resolve.name());
        return Map.copyOf(open);
      }
      return disputes;
    }
  }

  /** The indexes of its newest entries that both sides may read, oldest first. */
  public List<Long> shared() {
    return noted.shared();
  }

  /** All of them, oldest first. */
  public NavigableMap<LocalDate, Day> days() {
    var days = new TreeMap<>(before);
    if (!date.equals(LocalDate.MIN)) {
      days.put(date, last);
    }
    return days;
  }

  /** The exposure at the end of that day. */
  public Amount exposure(LocalDate day) {
    if (!day.isBefore(date)) {
      return last.exposure();
    }
    var then = before.floorEntry(day);
    return then == null ? Amount.ZERO : then.getValue().exposure();
  }

  Course after(long index, Entry entry) {
    Course after = after(entry.event(), entry.time());
    return new Course(
        after.before,
        after.date,
        after.last,
        noted.after(index, entry.event()),
        after.contributed,
        after.released);
  }

  private Course after(Event event, Instant when) {
    return switch (event) {
      case Disclosed disclosed -> {
        var cost = Touched.cost(disclosed.fields());
        Course after = with(when, cost, Map.of(), disclosed.exposure());
        yield disclosed.value().isPositive()
            ? new Course(
                after.before, after.date, after.last, noted, contributed, Optional.of(when))
            : after;
      }
      case Received received -> {
        Course after = with(when, Map.of(), earned(received.credits(), 1), received.exposure());
        yield received.credits().total().earned().isPositive()
            ? new Course(after.before, after.date, after.last, noted, Optional.of(when), released)
            : after;
      }
      case Reversed reversed ->
          with(when, Map.of(), earned(reversed.credits(), -1), reversed.exposure());
      case Forgiven forgiven -> with(when, Map.of(), Map.of(), forgiven.exposure());
      case RecoveryConsented consented -> with(when, Map.of(), Map.of(), consented.exposure());
      default -> this;
    };
  }

  /** As it stands in answers: by day, oldest first. */
  public List<Map<String, Object>> json() {
    return json(days());
  }

  static List<Map<String, Object>> json(NavigableMap<LocalDate, Day> days) {
    return days.entrySet().stream()
        .map(
            entry -> {
              Day day = entry.getValue();
              var json = new LinkedHashMap<String, Object>();
              json.put("day", entry.getKey().toString());
              json.put("given", amounts(day.given()));
              json.put("received", amounts(day.received()));
              json.put("exposure", day.exposure().decimal());
              return (Map<String, Object>) json;
            })
        .toList();
  }

  static Map<String, Object> amounts(Map<Category, Amount> amounts) {
    var json = new LinkedHashMap<String, Object>();
    amounts.forEach((category, amount) -> json.put(category.value(), amount.decimal()));
    return json;
  }

  private static Map<Category, Amount> earned(Credits credits, int sign) {
    var earned = new LinkedHashMap<Category, Amount>();
    credits
        .categories()
        .forEach(
            (category, credit) ->
                earned.put(category, new Amount(sign * credit.earned().thousandths())));
    return earned;
  }

  private Course with(
      Instant when, Map<Category, Amount> given, Map<Category, Amount> received, Amount exposure) {
    LocalDate today = LocalDate.ofInstant(when, ZoneOffset.UTC);
    if (!today.isAfter(date)) {
      return new Course(
          before, date, last.with(given, received, exposure), noted, contributed, released);
    }
    return new Course(
        Collections.unmodifiableNavigableMap(days()),
        today,
        Day.EMPTY.with(given, received, exposure),
        noted,
        contributed,
        released);
  }

  private static SequencedMap<Category, Amount> sum(
      Map<Category, Amount> some, Map<Category, Amount> more) {
    var sum = new LinkedHashMap<>(some);
    more.forEach((category, amount) -> sum.merge(category, amount, Amount::plus));
    return sum;
  }
}
