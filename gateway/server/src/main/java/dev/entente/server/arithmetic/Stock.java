package dev.entente.server.arithmetic;

import dev.entente.agreement.Ladder.Rung;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.Stage;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Datasets that are too small for the ladder: all there is to see at a stage, every cell for the
 * first time and no milestone in the way, is worth no more than its window, or less than what is
 * asked for on the way to it.
 */
final class Stock {
  private final Terms terms;
  private final Holdings holdings;
  private final List<Finding> findings = new ArrayList<>();

  private Stock(Terms terms, Holdings holdings) {
    this.terms = terms;
    this.holdings = holdings;
  }

  static List<Finding> of(Terms terms, Holdings holdings) {
    var stock = new Stock(terms, holdings);
    BigDecimal asked = BigDecimal.ZERO;
    BigDecimal before = BigDecimal.ZERO;
    for (Rung rung : terms.ladder().rungs()) {
      BigDecimal cleared = rung.gate().cleared().orElse(BigDecimal.ZERO);
      asked = asked.add(cleared.multiply(before));
      stock.weigh(rung, asked);
      before = rung.window().decimal();
    }
    return stock.findings;
  }

  private void weigh(Rung rung, BigDecimal asked) {
    BigDecimal window = rung.window().decimal();
    List<Stage> reached = terms.ladder().reached(rung.stage());
    Map<Dataset, BigDecimal> each = new LinkedHashMap<>();
    terms.datasets().values().stream()
        .filter(dataset -> isOpen(dataset, reached))
        .forEach(dataset -> each.put(dataset, record(dataset, reached)));
    var shown = new ArrayList<String>();
    BigDecimal all = BigDecimal.ZERO;
    for (Map.Entry<Dataset, BigDecimal> one : each.entrySet()) {
      long records = records(one.getKey().id(), one.getValue(), window.max(asked));
      all = all.add(one.getValue().multiply(BigDecimal.valueOf(records)));
      shown.add(Words.count(BigDecimal.valueOf(records), one.getKey().id().value()));
    }
    if (all.signum() > 0) {
      compare(rung, asked, all, Words.list(shown, "and"));
    }
  }

  /** How many there are, as far as it matters: so many that they suffice, and one more. */
  private long records(DatasetId id, BigDecimal each, BigDecimal enough) {
    return holdings.upTo(id, enough.divide(each, 0, RoundingMode.CEILING).longValueExact() + 1);
  }

  private void compare(Rung rung, BigDecimal asked, BigDecimal all, String shown) {
    String worth = all.stripTrailingZeros().toPlainString();
    if (all.compareTo(rung.window().decimal()) <= 0) {
      findings.add(
          Finding.warning(
              "/datasets",
              "%s: all there is to see, %s, is worth %s, its window is %s: it never binds, and nothing has to come back; narrow it below %s, or offer more"
                  .formatted(rung.stage(), shown, worth, rung.window(), worth)));
    } else if (all.compareTo(asked) < 0) {
      findings.add(
          Finding.warning(
              "/datasets",
              "%s: all there is to see, %s, is worth %s, but %s must have come in before: who climbs gives more than there is; lower `cleared`, or offer more"
                  .formatted(
                      rung.stage(), shown, worth, asked.stripTrailingZeros().toPlainString())));
    }
  }

  private static boolean isOpen(Dataset dataset, List<Stage> reached) {
    return dataset.fields().stream()
        .filter(field -> dataset.key().contains(field.name()))
        .allMatch(field -> reached.contains(field.stage()));
  }

  private static BigDecimal record(Dataset dataset, List<Stage> reached) {
    return dataset.fields().stream()
        .map(field -> cell(field, reached))
        .reduce(Amount.ZERO, Amount::plus)
        .decimal();
  }

  private static Amount cell(Field field, List<Stage> reached) {
    Stream<Form> weaker =
        field.weaker().entrySet().stream()
            .filter(form -> reached.contains(form.getKey()))
            .map(form -> Form.of(form.getValue()))
            .filter(form -> form != Form.AGGREGATE);
    Stream<Form> full = reached.contains(field.stage()) ? Stream.of(Form.FULL) : Stream.of();
    return Stream.concat(full, weaker)
        .map(form -> new Priced(field.name(), field.category(), field.value(), form).first())
        .max(Comparator.naturalOrder())
        .orElse(Amount.ZERO);
  }
}
