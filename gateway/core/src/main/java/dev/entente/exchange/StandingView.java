package dev.entente.exchange;

import dev.entente.agreement.Outstanding;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.disclosure.GateState;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Balance;
import dev.entente.reciprocity.Held;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The joint view: the same figures for both sides, from the same ledger. */
final class StandingView {
  private static final int MOST_NAMED = 10;

  private StandingView() {}

  /** The figures, which are the ledger's alone. */
  static Map<String, Object> figures(Standing standing) {
    Held held = standing.reservations().held();
    var view = new LinkedHashMap<String, Object>();
    view.put("stage", standing.stage().value());
    view.putAll(balance(standing.account().total(), held.total(), standing.window()));
    var categories = new LinkedHashMap<String, Object>();
    for (Category category : categories(standing)) {
      categories.put(
          category.value(),
          balance(
              standing.account().of(category),
              held.of(category),
              standing.terms().windows().get(category)));
    }
    view.put("categories", categories);
    return view;
  }

  private static Set<Category> categories(Standing standing) {
    var categories = new TreeSet<Category>(standing.terms().windows().keySet());
    standing
        .terms()
        .datasets()
        .values()
        .forEach(dataset -> dataset.fields().forEach(field -> categories.add(field.category())));
    standing
        .terms()
        .exchanges()
        .values()
        .forEach(exchange -> exchange.fields().forEach(field -> categories.add(field.category())));
    return categories;
  }

  private static Map<String, Object> balance(
      Balance balance, Amount reserved, @Nullable Amount window) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("given", balance.given().decimal());
    figures.put("received", balance.received().decimal());
    figures.put("exposure", balance.exposure().decimal());
    figures.put("reserved", reserved.decimal());
    figures.put("window", window == null ? null : window.decimal());
    figures.put("remaining", window == null ? null : balance.remaining(window, reserved).decimal());
    return figures;
  }

  /** The receipts that the partner has not acknowledged, and how many of them stand in the way. */
  static Map<String, Object> unacknowledged(Outstanding outstanding, Instant now) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("count", outstanding.count());
    figures.put("oldest", outstanding.oldest().map(Instant::toString).orElse(null));
    figures.put("overdue", outstanding.overdue(now));
    figures.put("entries", outstanding.first(MOST_NAMED));
    return figures;
  }

  /** The next stage and what it asks for; empty at the last one. */
  static Optional<Map<String, Object>> next(Standing standing, List<GateState> gates) {
    return standing
        .terms()
        .ladder()
        .next(standing.stage())
        .map(
            rung -> {
              var next = new LinkedHashMap<String, Object>();
              next.put("stage", rung.stage().value());
              next.put("gates", gates.stream().map(GateState::document).toList());
              return next;
            });
  }
}
