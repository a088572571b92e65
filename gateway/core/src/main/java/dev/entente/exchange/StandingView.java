package dev.entente.exchange;

import dev.entente.agreement.Gate;
import dev.entente.agreement.Ladder.Rung;
import dev.entente.agreement.Standing;
import dev.entente.catalog.Category;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Balance;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The joint view: the same figures for both sides, from the same ledger. */
final class StandingView {
  private StandingView() {}

  static Map<String, Object> of(Standing standing, Instant now) {
    var view = new LinkedHashMap<String, Object>();
    view.put("stage", standing.stage().value());
    view.putAll(balance(standing.account().total(), standing.window()));
    var categories = new LinkedHashMap<String, Object>();
    for (Category category : categories(standing)) {
      categories.put(
          category.value(),
          balance(standing.account().of(category), standing.terms().windows().get(category)));
    }
    view.put("categories", categories);
    view.put("next", next(standing, now).orElse(null));
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

  private static Map<String, Object> balance(Balance balance, @Nullable Amount window) {
    var figures = new LinkedHashMap<String, Object>();
    figures.put("given", balance.given().decimal());
    figures.put("received", balance.received().decimal());
    figures.put("exposure", balance.exposure().decimal());
    figures.put("reserved", balance.reserved().decimal());
    figures.put("window", window == null ? null : window.decimal());
    figures.put("remaining", window == null ? null : balance.remaining(window).decimal());
    return figures;
  }

  private static Optional<Map<String, Object>> next(Standing standing, Instant now) {
    return standing
        .terms()
        .ladder()
        .next(standing.stage())
        .map(
            rung -> {
              var next = new LinkedHashMap<String, Object>();
              next.put("stage", rung.stage().value());
              next.put("gates", gates(standing, rung, now));
              return next;
            });
  }

  private static List<Object> gates(Standing standing, Rung rung, Instant now) {
    Gate gate = rung.gate();
    List<Object> gates = new ArrayList<>();
    gate.cleared()
        .ifPresent(
            times ->
                gates.add(
                    gate(
                        "cleared",
                        standing.account().total().received().decimal(),
                        times.multiply(standing.window().decimal()))));
    if (gate.minimumDays() > 0) {
      long days = Duration.between(standing.stageSince(), now).toDays();
      gates.add(
          gate(
              "minimum-days",
              BigDecimal.valueOf(Math.max(0, days)),
              BigDecimal.valueOf(gate.minimumDays())));
    }
    var contacts = standing.terms().contacts();
    gates.add(
        gate(
            "contacts",
            BigDecimal.valueOf(Math.min(contacts.ours().size(), contacts.theirs().size())),
            BigDecimal.TWO));
    return gates;
  }

  private static Map<String, Object> gate(String name, BigDecimal have, BigDecimal need) {
    BigDecimal missing = need.subtract(have).max(BigDecimal.ZERO).stripTrailingZeros();
    var gate = new LinkedHashMap<String, Object>();
    gate.put("gate", name);
    gate.put("met", missing.signum() == 0);
    gate.put("have", plain(have));
    gate.put("need", plain(need));
    gate.put("missing", plain(missing));
    return gate;
  }

  private static BigDecimal plain(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }
}
