package dev.entente.connectors.contract;

import dev.entente.catalog.Dataset;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Operator;
import dev.entente.catalog.Sort;
import dev.entente.source.Page;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes selections over the examples and writes pages down so that two can be compared. */
final class Questions {
  static final int MOST = 1000;

  private final Dataset dataset = Examples.dataset();
  private final Random random;

  Questions(long seed) {
    this.random = new Random(seed);
  }

  List<FieldName> everyField() {
    return dataset.fields().stream().map(Field::name).toList();
  }

  Selection everything() {
    return new Selection(everyField(), Optional.empty(), List.of(), MOST, Optional.empty());
  }

  Selection where(Filter filter) {
    return new Selection(everyField(), Optional.of(filter), List.of(), MOST, Optional.empty());
  }

  Selection by(Sort... sort) {
    return new Selection(everyField(), Optional.empty(), List.of(sort), MOST, Optional.empty());
  }

  static Selection limited(Selection selection, int limit) {
    return new Selection(
        selection.fields(), selection.filter(), selection.sort(), limit, selection.after());
  }

  static Filter.Comparison compare(FieldName field, Operator operator, Object... values) {
    return new Filter.Comparison(field, operator, List.of(values));
  }

  /** Each field that is held under each operator with each value it may have. */
  Stream<Filter.Comparison> everyComparison() {
    return dataset.held().sequencedEntrySet().stream()
        .flatMap(
            field ->
                Stream.of(Operator.values())
                    .flatMap(operator -> comparisons(field.getKey(), field.getValue(), operator)));
  }

  private static Stream<Filter.Comparison> comparisons(
      FieldName field, FieldType type, Operator operator) {
    List<?> values = Examples.values(type);
    return switch (operator) {
      case IN, NOT_IN ->
          IntStream.rangeClosed(1, values.size())
              .mapToObj(
                  n -> new Filter.Comparison(field, operator, List.copyOf(values.subList(0, n))));
      default -> values.stream().map(value -> compare(field, operator, value));
    };
  }

  /** A condition of ANDs and ORs over whatever is held, at most so deep. */
  Filter anyFilter(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      List<Filter.Comparison> all = everyComparison().toList();
      return all.get(random.nextInt(all.size()));
    }
    List<Filter> parts =
        Stream.generate(() -> anyFilter(depth - 1)).limit(1 + random.nextInt(3)).toList();
    return random.nextBoolean() ? new Filter.All(parts) : new Filter.Any(parts);
  }

  /** Some fields, those of the key among them. */
  private List<FieldName> someFields() {
    List<FieldName> fields = new ArrayList<>(everyField());
    fields.removeIf(field -> !dataset.key().contains(field) && random.nextBoolean());
    return fields;
  }

  /** None to three different fields, up or down. */
  List<Sort> anySort() {
    List<FieldName> fields = new ArrayList<>(everyField());
    Collections.shuffle(fields, random);
    return fields.stream()
        .limit(random.nextInt(4))
        .map(field -> new Sort(field, random.nextBoolean()))
        .toList();
  }

  /** Some fields of the records that some filter leaves, in some order, from the first on. */
  Selection anySelection() {
    List<Sort> sort = anySort();
    List<FieldName> fields = new ArrayList<>(someFields());
    sort.stream().map(Sort::field).filter(it -> !fields.contains(it)).forEach(fields::add);
    Optional<Filter> filter = random.nextBoolean() ? Optional.of(anyFilter(2)) : Optional.empty();
    return new Selection(fields, filter, sort, 5 + anyLimit(60), Optional.empty());
  }

  int anyLimit(int most) {
    return 1 + random.nextInt(most);
  }

  /** Reads page after page and gives all rows. */
  List<List<@Nullable Object>> walk(Source source, Selection first) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Optional<Selection.Position> after = Optional.empty();
    while (true) {
      Page page =
          source.read(
              new Selection(first.fields(), first.filter(), first.sort(), first.limit(), after));
      rows.addAll(written(page, first.fields().size()));
      if (!page.more()) {
        return rows;
      }
      after = Optional.of(position(page.rows().getLast(), first));
    }
  }

  private Selection.Position position(Row row, Selection selection) {
    List<@Nullable Object> values = new ArrayList<>();
    Stream.concat(selection.sort().stream().map(Sort::field), dataset.key().stream())
        .forEach(field -> values.add(row.value(selection.fields().indexOf(field))));
    return new Selection.Position(values);
  }

  /** The page's values; equal decimals are written alike. */
  static List<List<@Nullable Object>> written(Page page, int width) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Row row : page.rows()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        Object value = row.value(i);
        values.add(value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value);
      }
      rows.add(values);
    }
    return rows;
  }
}
