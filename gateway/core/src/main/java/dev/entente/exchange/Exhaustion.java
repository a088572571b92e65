package dev.entente.exchange;

import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.ExchangeManifest;
import dev.entente.ledger.Recording.Exhausted;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Priced;
import dev.entente.reciprocity.Room;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a partner is told whose credit has run dry: what is left, and what would cure it. */
final class Exhaustion {
  private Exhaustion() {}

  static Problem of(Exhausted exhausted, List<Priced> fields) {
    Standing standing = exhausted.standing();
    Room room = exhausted.room();
    Amount remaining = exhausted.category().map(room::of).orElse(room.total());
    Problem problem =
        Problem.of(
                ProblemCode.RECIPROCITY_EXHAUSTED,
                "no record of these fields fits into what is left"
                    + exhausted.category().map(category -> " of " + category).orElse("")
                    + "; nothing was released or charged")
            .with("remaining", remaining.decimal());
    if (exhausted.category().isPresent()) {
      problem = problem.with("category", exhausted.category().get().value());
    }
    return problem.unlock(cures(standing, exhausted.category(), fitting(room, fields)));
  }

  private static List<String> fitting(Room room, List<Priced> fields) {
    return fields.stream()
        .filter(field -> room.fits(Map.of(field.category(), field.first())))
        .map(field -> field.field().value())
        .toList();
  }

  private static List<String> cures(
      Standing standing, Optional<Category> category, List<String> fitting) {
    Terms terms = standing.terms();
    List<String> cures = new ArrayList<>();
    for (ExchangeManifest exchange : terms.exchanges().values()) {
      Amount earns = earns(terms, exchange, category);
      if (earns.isPositive()) {
        cures.add("contribute to " + exchange.id() + ": up to " + earns + " a record");
      }
    }
    standing
        .reservations()
        .byEntry()
        .forEach(
            (export, it) ->
                cures.add(
                    "end export "
                        + export
                        + ", which holds "
                        + it.left().total()
                        + " until "
                        + it.until()));
    if (!fitting.isEmpty()) {
      cures.add("ask for less: one by one, these fields still fit: " + String.join(", ", fitting));
    }
    return cures;
  }

  /** What one record of the exchange earns at most, in the category at fault if there is one. */
  private static Amount earns(Terms terms, ExchangeManifest exchange, Optional<Category> category) {
    int value =
        exchange.fields().stream()
            .filter(field -> category.isEmpty() || field.category().equals(category.get()))
            .mapToInt(ExchangeManifest.Wanted::value)
            .sum();
    return new Amount(terms.rate().multiply(BigDecimal.valueOf(value * 1000L)).longValue());
  }
}
