package dev.entente.server.arithmetic;

import dev.entente.agreement.Ladder.Rung;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.Release;
import dev.entente.catalog.Stage;
import dev.entente.reciprocity.Amount;
import java.util.ArrayList;
import java.util.List;

/** Stages whose window is too small for even one record that was never seen. */
final class FirstRecord {
  private static final int FULL = new Release.Full().weight();

  private FirstRecord() {}

  static List<Finding> of(Terms terms) {
    var findings = new ArrayList<Finding>();
    for (Dataset dataset : terms.datasets().values()) {
      for (Rung rung : terms.ladder().rungs()) {
        Amount worth = worth(dataset, terms.ladder().reached(rung.stage()));
        if (worth.compareTo(rung.window()) > 0) {
          findings.add(
              Finding.warning(
                  "%s: one unseen record of %s is worth %s, its window is %s: none leaves whole"
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
        ? new Amount(dataset.fields().stream().mapToLong(field -> cell(field, reached)).sum())
        : Amount.ZERO;
  }

  /** In thousandths: a release's weight is in thousandths of the field's value. */
  private static long cell(Field field, List<Stage> reached) {
    boolean full = field.milestone().isEmpty() && reached.contains(field.stage());
    int weight =
        full
            ? FULL
            : field.weaker().entrySet().stream()
                .filter(weaker -> reached.contains(weaker.getKey()))
                .mapToInt(weaker -> weaker.getValue().weight())
                .max()
                .orElse(0);
    return (long) field.value() * weight;
  }
}
