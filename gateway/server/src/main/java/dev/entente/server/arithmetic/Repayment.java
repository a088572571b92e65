package dev.entente.server.arithmetic;

import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.catalog.ExchangeManifest.Wanted;
import dev.entente.catalog.Field;
import dev.entente.reciprocity.Amount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which categories can be repaid in kind, and which could be bought with cheaper rows. */
final class Repayment {
  private static final int DEAR = 10;

  private final Terms terms;

  private Repayment(Terms terms) {
    this.terms = terms;
  }

  static List<Finding> of(Terms terms) {
    var repayment = new Repayment(terms);
    var findings = new ArrayList<Finding>();
    repayment
        .dearest()
        .forEach(
            (category, value) -> {
              if (terms.windows().containsKey(category)) {
                repayment.unpaid(category, findings);
              } else if (value >= DEAR) {
                repayment.bought(category, value, findings);
              }
            });
    terms.windows().keySet().stream()
        .filter(category -> !repayment.dearest().containsKey(category))
        .map(category -> Finding.note(category + " has a window, but nothing of it is offered"))
        .forEach(findings::add);
    return findings;
  }

  /** The highest value of a field offered in each category. */
  private Map<Category, Integer> dearest() {
    var dearest = new LinkedHashMap<Category, Integer>();
    terms.datasets().values().stream()
        .flatMap(dataset -> dataset.fields().stream())
        .forEach((Field field) -> dearest.merge(field.category(), field.value(), Math::max));
    return dearest;
  }

  private void unpaid(Category category, List<Finding> findings) {
    boolean fed =
        terms.exchanges().values().stream()
            .flatMap(exchange -> exchange.fields().stream())
            .anyMatch(field -> field.value() > 0 && field.category().equals(category));
    if (fed) {
      return;
    }
    Amount window = terms.windows().getOrDefault(category, Amount.ZERO);
    String most = window.isPositive() ? "no more than " + window + " of it" : "nothing of it";
    findings.add(
        Finding.warning(
            "/windows/" + category,
            category
                + " cannot be repaid: no exchange feeds it"
                + (terms.leak().isPresent() ? "" : ", so " + most + " ever leaves")));
  }

  private void bought(Category category, int value, List<Finding> findings) {
    List<String> cheap =
        terms.exchanges().values().stream()
            .filter(exchange -> earnsElsewhere(exchange, category, value))
            .map(exchange -> Words.one(exchange.id().value()))
            .toList();
    if (!cheap.isEmpty()) {
      findings.add(
          Finding.warning(
              "/windows",
              category
                  + " has no window of its own: "
                  + Words.list(cheap, "or")
                  + " rows could buy it; give it one under `windows`"));
    }
  }

  /** Whether cells of other categories, each worth less, earn credit. */
  private static boolean earnsElsewhere(ExchangeManifest exchange, Category category, int value) {
    return exchange.fields().stream()
        .anyMatch(
            (Wanted field) ->
                field.value() > 0 && field.value() < value && !field.category().equals(category));
  }
}
