package dev.entente.trustledger;

import dev.entente.catalog.Category;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One agreement's ledger as TRUST says it, cell by cell and without any cleverness: what a
 * disclosure is worth, the rule, the leak. Amounts in thousandths.
 */
final class NaiveLedger {
  private record CellId(long record, String field) {}

  private static final class CellState {
    int paid;
    final Map<Form, Long> last = new HashMap<>();
  }

  record Result(boolean exhausted, int records, long value) {}

  private final long window;
  private final Map<Category, Long> windows;
  private final long leakPerMille;
  private final long cap;
  private Map<CellId, CellState> cells = new HashMap<>();
  long exposure;
  long forgiven;
  final Map<Category, Long> byCategory = new HashMap<>();

  NaiveLedger(long window, Map<Category, Long> windows, long leakPerMille, long cap) {
    this.window = window;
    this.windows = windows;
    this.leakPerMille = leakPerMille;
    this.cap = cap;
  }

  void midnight() {
    if (exposure > 0) {
      long part = Math.min(exposure * leakPerMille / 1000, cap - forgiven);
      exposure -= part;
      forgiven += part;
    }
  }

  Result disclose(List<Priced> fields, List<Long> keys, List<long[]> values) {
    int taken = 0;
    long sum = 0;
    for (int i = 0; i < keys.size(); i++) {
      Map<Category, Long> cost = new HashMap<>();
      Map<CellId, CellState> after = copy(cells);
      for (int f = 0; f < fields.size(); f++) {
        if (values.get(i)[f] != 0) {
          long v =
              price(
                  after,
                  new CellId(keys.get(i), fields.get(f).field().value()),
                  fields.get(f),
                  values.get(i)[f]);
          cost.merge(fields.get(f).category(), v, Long::sum);
        }
      }
      if (!fits(cost)) {
        break;
      }
      cells = after;
      sum += spend(cost);
      taken++;
    }
    if (taken == 0) {
      Map<Category, Long> unseen = new HashMap<>();
      fields.forEach(
          f -> unseen.merge(f.category(), (long) f.value() * f.form().weight(), Long::sum));
      if (!fits(unseen)) {
        return new Result(true, 0, 0);
      }
    }
    return new Result(false, taken, sum);
  }

  /** v = S · (max(0, T − P) + 0.2 · min(T, P) if it changed). */
  private static long price(Map<CellId, CellState> cells, CellId id, Priced field, long value) {
    CellState state = cells.computeIfAbsent(id, _ -> new CellState());
    int t = field.form().weight();
    Long last = state.last.put(field.form(), value);
    boolean changed = last != null && last != value;
    long price =
        field.value() * (long) Math.max(0, t - state.paid)
            + (changed ? field.value() * (long) Math.min(t, state.paid) / 5 : 0);
    state.paid = Math.max(state.paid, t);
    return price;
  }

  private boolean fits(Map<Category, Long> cost) {
    long total = cost.values().stream().mapToLong(v -> v).sum();
    boolean inAll = total == 0 || exposure + total <= window;
    return inAll
        && cost.entrySet().stream()
            .allMatch(
                part ->
                    part.getValue() == 0
                        || !windows.containsKey(part.getKey())
                        || byCategory.getOrDefault(part.getKey(), 0L) + part.getValue()
                            <= windows.get(part.getKey()));
  }

  private long spend(Map<Category, Long> cost) {
    long total = 0;
    for (var part : cost.entrySet()) {
      byCategory.merge(part.getKey(), part.getValue(), Long::sum);
      total += part.getValue();
    }
    exposure += total;
    return total;
  }

  private static Map<CellId, CellState> copy(Map<CellId, CellState> cells) {
    Map<CellId, CellState> copy = new HashMap<>();
    cells.forEach(
        (id, state) -> {
          CellState twin = new CellState();
          twin.paid = state.paid;
          twin.last.putAll(state.last);
          copy.put(id, twin);
        });
    return copy;
  }
}
