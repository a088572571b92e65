package dev.entente.trustledger;

import dev.entente.catalog.Category;
import dev.entente.reciprocity.Earning;
import dev.entente.reciprocity.Fate;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One agreement's ledger as TRUST says it, cell by cell and without any cleverness: what a
 * disclosure is worth, what a contribution earns, the rule, the leak, stages. In thousandths.
 */
final class NaiveLedger {
  record Cell(long record, String field) {}

  private static final class Told {
    int paid;
    final Map<Form, Long> last = new HashMap<>();
  }

  private static final class Shared {
    long value;
    int earnedIn;
  }

  /** What went out, came in, and is owed. */
  static final class Sums {
    long given;
    long received;
    long exposure;
  }

  record Result(boolean exhausted, int records, long value) {}

  /** What is set aside, in thousandths. */
  static final class Reserve {
    long total;
    final Map<Category, Long> categories = new HashMap<>();
    Instant until = Instant.MAX;
  }

  /** What a contribution came to, so that it can be reversed. */
  @SuppressWarnings("ArrayRecordComponent") // kept, never compared
  record Earned(List<Fate> fates, Map<Category, long[]> categories, long[] total) {}

  /** A contributed record: its cells, and for the third the forms of what we told of it. */
  @SuppressWarnings("ArrayRecordComponent") // kept, never compared
  record Row(long key, long[] values, Map<Form, Long> forms, Fate unfit) {}

  private final long[] windows;
  private final Map<Category, Long> categoryWindows;
  private final long leakPerMille;
  private final long cap;
  private final int expected;
  private final Map<Cell, Told> told = new HashMap<>();
  private final Map<Cell, Shared> shared = new HashMap<>();
  final Map<Long, Reserve> reserves = new TreeMap<>();
  final NaiveRounds rounds;
  final Sums total = new Sums();
  final Map<Category, Sums> categories = new TreeMap<>(Comparator.comparing(Category::value));
  long ratePerMille;
  boolean active = true;
  int stage;
  long receivedAtStage;
  long forgiven;
  long taken;

  NaiveLedger(
      long window,
      Map<Category, Long> categoryWindows,
      long leakPerMille,
      long cap,
      long ratePerMille,
      int expected,
      NaiveRounds rounds) {
    this.windows = new long[] {window, 2 * window, 4 * window};
    this.categoryWindows = categoryWindows;
    this.leakPerMille = leakPerMille;
    this.cap = cap;
    this.ratePerMille = ratePerMille;
    this.expected = expected;
    this.rounds = rounds;
  }

  void midnight(LocalDate day) {
    if (active && total.exposure > 0) {
      long part = Math.min(total.exposure * leakPerMille / 1000, cap - forgiven);
      total.exposure -= part;
      forgiven += part;
    }
    int round = rounds.number;
    boolean stepsBack = rounds.midnight(day, total.given, total.received);
    taken = rounds.number == round ? taken : 0;
    if (stepsBack && stage > 0) {
      moveTo(stage - 1);
    }
  }

  void moveTo(int another) {
    stage = another;
    reserves.clear();
    receivedAtStage = total.received;
    rounds.matched = 0;
  }

  /** Sets aside what so many unseen records cost, or fewer; how many, 0 for none. */
  int reserve(long entry, List<Priced> fields, int records, Instant until) {
    for (int n = records; n > 0; n--) {
      Map<Category, Long> cost = new HashMap<>();
      for (Priced field : fields) {
        cost.merge(field.category(), (long) n * field.value() * field.form().weight(), Long::sum);
      }
      if (fits(cost, -1)) {
        Reserve reserve = new Reserve();
        reserve.until = until;
        reserve.total = cost.values().stream().mapToLong(v -> v).sum();
        cost.forEach(
            (category, part) -> {
              if (categoryWindows.containsKey(category)) {
                reserve.categories.put(category, part);
              }
            });
        reserves.put(entry, reserve);
        return n;
      }
    }
    return 0;
  }

  void expire(Instant now) {
    reserves.values().removeIf(it -> !it.until.isAfter(now));
  }

  long reserved(long exceptEntry) {
    long sum = 0;
    for (var reserve : reserves.entrySet()) {
      sum += reserve.getKey() == exceptEntry ? 0 : reserve.getValue().total;
    }
    return sum;
  }

  long reserved(Category category, long exceptEntry) {
    long sum = 0;
    for (var reserve : reserves.entrySet()) {
      sum +=
          reserve.getKey() == exceptEntry
              ? 0
              : reserve.getValue().categories.getOrDefault(category, 0L);
    }
    return sum;
  }

  private void post(long entry, Map<Category, Long> cost) {
    Reserve reserve = reserves.get(entry);
    if (reserve != null) {
      reserve.total -= Math.min(reserve.total, cost.values().stream().mapToLong(v -> v).sum());
      reserve.categories.replaceAll((c, left) -> left - Math.min(left, cost.getOrDefault(c, 0L)));
      if (reserve.total == 0) {
        reserves.remove(entry);
      }
    }
  }

  /**
   * @param from the reservation to take from, -1 for none
   * @param last whether what is left of it is given back if all records fit
   */
  Result disclose(
      List<Priced> fields, List<Long> keys, List<long[]> values, long from, boolean last) {
    Result result = disclose(fields, keys, values, from);
    if (last && !result.exhausted() && result.records() == keys.size()) {
      reserves.remove(from);
    }
    return result;
  }

  private Result disclose(List<Priced> fields, List<Long> keys, List<long[]> values, long from) {
    int records = 0;
    long sum = 0;
    while (records < keys.size()) {
      Map<Category, Long> cost = cost(fields, keys.get(records), values.get(records));
      if (!fits(cost, from)) {
        break;
      }
      remember(fields, keys.get(records), values.get(records));
      sum += spend(cost);
      post(from, cost);
      records++;
    }
    if (records == 0) {
      Map<Category, Long> unseen = new HashMap<>();
      fields.forEach(
          f -> unseen.merge(f.category(), (long) f.value() * f.form().weight(), Long::sum));
      return new Result(!fits(unseen, from), 0, 0);
    }
    return new Result(false, records, sum);
  }

  /** v = S · (max(0, T − P) + 0.2 · min(T, P) if it changed). */
  private Map<Category, Long> cost(List<Priced> fields, long key, long[] values) {
    Map<Category, Long> cost = new HashMap<>();
    for (int f = 0; f < fields.size(); f++) {
      if (values[f] != 0) {
        Priced field = fields.get(f);
        Told before = told.getOrDefault(new Cell(key, field.field().value()), new Told());
        int t = field.form().weight();
        Long last = before.last.get(field.form());
        boolean changed = last != null && last != values[f];
        cost.merge(
            field.category(),
            field.value() * (long) Math.max(0, t - before.paid)
                + (changed ? field.value() * (long) Math.min(t, before.paid) / 5 : 0),
            Long::sum);
      }
    }
    return cost;
  }

  private void remember(List<Priced> fields, long key, long[] values) {
    for (int f = 0; f < fields.size(); f++) {
      if (values[f] != 0) {
        Priced field = fields.get(f);
        Told cell = told.computeIfAbsent(new Cell(key, field.field().value()), _ -> new Told());
        cell.paid = Math.max(cell.paid, field.form().weight());
        cell.last.put(field.form(), values[f]);
      }
    }
  }

  private boolean fits(Map<Category, Long> cost, long from) {
    long sum = cost.values().stream().mapToLong(v -> v).sum();
    boolean inAll = sum == 0 || total.exposure + reserved(from) + sum <= windows[stage];
    return inAll
        && cost.entrySet().stream()
            .allMatch(
                part ->
                    part.getValue() == 0
                        || !categoryWindows.containsKey(part.getKey())
                        || of(part.getKey()).exposure
                                + reserved(part.getKey(), from)
                                + part.getValue()
                            <= categoryWindows.get(part.getKey()));
  }

  private long spend(Map<Category, Long> cost) {
    long sum = 0;
    for (var part : cost.entrySet()) {
      of(part.getKey()).given += part.getValue();
      of(part.getKey()).exposure += part.getValue();
      sum += part.getValue();
    }
    total.given += sum;
    total.exposure += sum;
    return sum;
  }

  Sums of(Category category) {
    return categories.computeIfAbsent(category, _ -> new Sums());
  }

  /** Per cell S the first time, 0.2 · S when it changed, once in a round; times the rate. */
  Earned receive(List<Row> rows) {
    List<Fate> fates = new ArrayList<>();
    Map<Category, Long> sums = new HashMap<>();
    for (Row row : rows) {
      fates.add(row.unfit() == null ? receive(row, sums) : row.unfit());
    }
    Map<Category, long[]> credits = new HashMap<>();
    long sum = 0;
    for (var part : sums.entrySet()) {
      long credit = part.getValue() * ratePerMille / 1000;
      credits.put(part.getKey(), credit(of(part.getKey()), credit));
      sum += credit;
    }
    return new Earned(fates, credits, credit(total, sum));
  }

  /**
   * Takes a credit off, but never below minus the stage's window; what it was, and what counted.
   */
  private long[] credit(Sums sums, long credit) {
    long before = sums.exposure;
    sums.received += credit;
    sums.exposure = Math.max(before - credit, Math.min(before, -windows[stage]));
    return new long[] {credit, before - sums.exposure};
  }

  private Fate receive(Row row, Map<Category, Long> sums) {
    Map<Category, Long> earns = new HashMap<>();
    Map<Cell, Shared> fresh = new HashMap<>();
    boolean echo = false;
    for (int f = 0; f < row.values().length; f++) {
      Earning field = Contributions.FIELDS.get(f);
      long value = row.values()[f];
      if (value != 0 && f == 2 && isEcho(row)) {
        echo = true;
      } else if (value != 0) {
        Cell cell = new Cell(row.key(), field.field().value());
        Shared old = shared.get(cell);
        Shared now = new Shared();
        now.value = value;
        now.earnedIn = old == null ? 0 : old.earnedIn;
        if (old == null) {
          earns.merge(field.category(), 1000L * field.value(), Long::sum);
        } else if (old.value != value && old.earnedIn != rounds.number) {
          earns.merge(field.category(), 200L * field.value(), Long::sum);
          now.earnedIn = rounds.number;
        }
        if (old == null || old.value != value) {
          fresh.put(cell, now);
        }
      }
    }
    boolean pays = earns.values().stream().anyMatch(it -> it > 0);
    if (pays && taken >= 2L * expected) {
      return Fate.BEYOND_EXPECTED;
    }
    shared.putAll(fresh);
    earns.forEach((category, earned) -> sums.merge(category, earned, Long::sum));
    taken += pays ? 1 : 0;
    if (!pays && echo) {
      return Fate.ECHO;
    }
    return pays || !fresh.isEmpty() ? Fate.ACCEPTED : Fate.DUPLICATE;
  }

  /** Whether the city is that of the record of the same key, in the strongest form we told it. */
  private boolean isEcho(Row row) {
    Told cell = told.getOrDefault(new Cell(row.key(), "city"), new Told());
    return cell.last.entrySet().stream()
        .anyMatch(
            it ->
                it.getKey().weight() == cell.paid
                    && it.getValue().equals(row.forms().get(it.getKey())));
  }

  /** What a contribution earned is withdrawn, and what counted of it is owed again. */
  void reverse(Earned earned) {
    total.received -= earned.total()[0];
    total.exposure += earned.total()[1];
    earned
        .categories()
        .forEach(
            (category, credit) -> {
              of(category).received -= credit[0];
              of(category).exposure += credit[1];
            });
  }
}
