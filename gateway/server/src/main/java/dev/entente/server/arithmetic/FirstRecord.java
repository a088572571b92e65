package dev.entente.server.arithmetic;

import dev.entente.agreement.Ladder.Rung;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.Stage;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Form;
import dev.entente.reciprocity.Priced;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Stages whose window is too small for even one record that was never seen. */
final class FirstRecord {
  private FirstRecord() {}

  static List<Finding> of(Terms terms) {
    var findings = new ArrayList<Finding>();
    for (Dataset dataset : terms.datasets().values()) {
      for (Rung rung : terms.ladder().rungs()) {
        Amount worth = worth(dataset, terms.ladder().reached(rung.stage()));
        if (worth.compareTo(rung.window()) > 0) {
          findings.add(
              Finding.warning(
                  "/datasets",
                  "%s: one unseen record of %s is worth %s, its window is %s: none leaves whole; widen the window, or let weaker releases come first"
                      .formatted(rung.stage(), dataset.id(), worth, rung.window())));
        }
      }
    }
    return findings;
  }

  /** What a record's cells are worth at least: nothing before it opens, no milestone met. */
  private static Amount worth(Dataset dataset, List<Stage> reached) {
    boolean open =
        dataset.fields().stream()
            .filter(field -> dataset.key().contains(field.name()))
            .allMatch(field -> reached.contains(field.stage()));
    return open
        ? dataset.fields().stream()
            .map(field -> cell(field, reached))
            .reduce(Amount.ZERO, Amount::plus)
        : Amount.ZERO;
  }

  /** What the field costs unseen, as the strongest form that these stages give it. */
  private static Amount cell(Field field, List<Stage> reached) {
    boolean full = field.milestone().isEmpty() && reached.contains(field.stage());
    Stream<Form> forms =
        full
            ? Stream.of(Form.FULL)
            : field.weaker().entrySet().stream()
                .filter(weaker -> reached.contains(weaker.getKey()))
                .map(weaker -> Form.of(weaker.getValue()))
                .filter(form -> form != Form.AGGREGATE);
    return forms
        .map(form -> new Priced(field.name(), field.category(), field.value(), form).first())
        .max(Comparator.naturalOrder())
        .orElse(Amount.ZERO);
  }
}
