package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;

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

  /** What a cell costs of which a weaker form was paid before: S · (T − P). */
  public Amount upgrade(int paid) {
    return new Amount((long) value * (form.weight() - paid));
  }

  /** What a cell costs whose release changed since: 0.2 · S · T, the form being paid already. */
  public Amount changed() {
    return new Amount((long) value * form.weight() / 5);
  }
}
