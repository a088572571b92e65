package dev.entente.reciprocity;

import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;
import java.util.Arrays;
import java.util.List;

/**
 * What the cells of a release cost whatever was seen of them, worked out once and before its turn
 * in the ledger comes. Immutable.
 */
public final class PriceList {
  final List<Priced> fields;
  final List<FieldName> names;
  final List<Category> categories;
  private final int[] categoryOf;
  private final long[][] prices;

  private PriceList(List<Priced> fields) {
    this.fields = List.copyOf(fields);
    this.names = fields.stream().map(Priced::field).toList();
    this.categories = fields.stream().map(Priced::category).distinct().toList();
    this.categoryOf =
        fields.stream().mapToInt(field -> categories.indexOf(field.category())).toArray();
    this.prices = fields.stream().map(PriceList::prices).toArray(long[][]::new);
  }

  /** That of these fields, in their order. */
  public static PriceList of(List<Priced> fields) {
    return new PriceList(fields);
  }

  private static long[] prices(Priced field) {
    return Arrays.stream(Change.ALL).mapToLong(c -> c.price(field).thousandths()).toArray();
  }

  /** The place among the categories of the field at this place. */
  int category(int field) {
    return categoryOf[field];
  }

  /** In thousandths. */
  long price(int field, Change change) {
    return prices[field][change.place];
  }
}
