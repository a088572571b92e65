package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * A field that a query touches, as it is priced.
 *
 * @param value S
 * @param form what the release leaves of it
 */
public record Priced(FieldName field, Category category, int value, Form form) {
  /** What an unseen cell of it costs: S · T. */
  public Amount first() {
    return new Amount((long) value * form.weight());
  }

  /** What one record costs of which nothing was seen, by category. */
  public static SequencedMap<Category, Amount> first(List<Priced> fields) {
    var cost = new LinkedHashMap<Category, Amount>();
    fields.forEach(field -> cost.merge(field.category(), field.first(), Amount::plus));
    return cost;
  }

  /** What a cell costs of which a weaker form was paid before: S · (T − P). */
  public Amount upgrade(int paid) {
    return new Amount((long) value * (form.weight() - paid));
  }

  /** What a cell costs whose release changed since: 0.2 · S · T, the form being paid already. */
  public Amount changed() {
    return new Amount((long) value * form.weight() / 5);
  }
}
