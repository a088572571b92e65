package dev.entente.server.exposure;

import dev.entente.catalog.Category;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.reciprocity.Amount;
import dev.entente.reciprocity.Exposed;
import dev.entente.reciprocity.Exposed.Known;
import dev.entente.reciprocity.Form;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What is known of one dataset, added up.
 *
 * @param records of which something is known
 * @param lines by category and field; a field has one for each form that is the strongest of some
 *     of its cells
 */
public record Sheet(DatasetId dataset, long records, List<Line> lines) {
  /** Which cells are counted together. */
  private record Kind(Category category, FieldName field, Form form) {}

  /** So many cells of one field in one form. */
  public record Line(FieldName field, Category category, Form form, Sum sum) {}

  /**
   * Cells added up.
   *
   * @param first when the first was released
   * @param last when one was news last
   */
  public record Sum(long cells, Instant first, Instant last, Amount value) {
    static Sum of(Known known) {
      return new Sum(1, known.first(), known.last(), known.value());
    }

    Sum plus(Sum other) {
      return new Sum(
          cells + other.cells,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last,
          value.plus(other.value));
    }
  }

  public Sheet {
    lines = List.copyOf(lines);
  }

  static Sheet of(DatasetId dataset, Exposed exposed) {
    var sums =
        new TreeMap<Kind, Sum>(
            Comparator.comparing((Kind it) -> it.category().value())
                .thenComparing(it -> it.field().value())
                .thenComparing(Kind::form));
    exposed
        .records()
        .forEach(
            key ->
                exposed
                    .of(key)
                    .forEach(
                        it ->
                            sums.merge(
                                new Kind(it.category(), it.field(), it.strongest()),
                                Sum.of(it),
                                Sum::plus)));
    return new Sheet(
        dataset,
        exposed.records().size(),
        sums.entrySet().stream().map(it -> line(it.getKey(), it.getValue())).toList());
  }

  private static Line line(Kind kind, Sum sum) {
    return new Line(kind.field(), kind.category(), kind.form(), sum);
  }

  /** The cells of each category, over several datasets. */
  static SequencedMap<Category, Sum> categories(List<Sheet> sheets) {
    var sums = new TreeMap<Category, Sum>(Comparator.comparing(Category::value));
    sheets.forEach(
        sheet -> sheet.lines().forEach(it -> sums.merge(it.category(), it.sum(), Sum::plus)));
    return sums;
  }
}
