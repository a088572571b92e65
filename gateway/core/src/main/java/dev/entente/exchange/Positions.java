package dev.entente.exchange;

import dev.entente.agreement.Epoch;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Sort;
import dev.entente.disclosure.DisclosurePlan;
import dev.entente.problem.Outcome;
import dev.entente.source.Row;
import dev.entente.source.Selection;
import dev.entente.source.Selection.Position;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a page ended, and where the next one goes on. */
final class Positions {
  private final Cursors cursors;

  Positions(Cursors cursors) {
    this.cursors = cursors;
  }

  /** The cursor that goes on after this row of the selection. */
  String after(Row row, Selection selection, DisclosurePlan plan, Question asked, Epoch epoch) {
    var position = position(row, selection.fields(), plan);
    return cursors.seal(position, plan.dataset().key().size(), bound(asked, epoch));
  }

  /** Where the question wants to go on, if it does; reads the source where the cursor is short. */
  Outcome<Optional<Position>> of(Question asked, Epoch epoch, DisclosurePlan plan, Source source) {
    List<FieldType> types =
        order(plan).map(name -> plan.dataset().field(name).map(Field::type).orElseThrow()).toList();
    return asked
        .query()
        .cursor()
        .map(
            cursor ->
                cursors
                    .open(cursor, types, plan.dataset().key().size(), bound(asked, epoch))
                    .then(at -> whole(at, types.size(), plan, source))
                    .map(Optional::of))
        .orElseGet(() -> Outcome.passed(Optional.empty()));
  }

  /** The position itself, or that of the record with its key. */
  private static Outcome<Position> whole(
      Position sealed, int size, DisclosurePlan plan, Source source) {
    if (sealed.values().size() == size) {
      return Outcome.passed(sealed);
    }
    List<FieldName> fields = order(plan).distinct().toList();
    var found =
        source.read(
            new Selection(
                fields, Optional.of(equal(plan, sealed)), List.of(), 1, Optional.empty()));
    return found.rows().stream()
        .findFirst()
        .map(row -> Outcome.passed(position(row, fields, plan)))
        .orElseGet(Cursors::foreign);
  }

  private static Filter equal(DisclosurePlan plan, Position key) {
    List<Filter> parts = new ArrayList<>();
    for (FieldName name : plan.dataset().key()) {
      Object value = key.values().get(parts.size());
      parts.add(new Filter.Comparison(name, Filter.Operator.EQUAL, List.of(value)));
    }
    return new Filter.All(parts);
  }

  /** Where the row stands in the order. */
  static Position position(Row row, List<FieldName> fields, DisclosurePlan plan) {
    List<@Nullable Object> values = new ArrayList<>();
    order(plan).forEach(name -> values.add(row.value(fields.indexOf(name))));
    return new Position(values);
  }

  /** What records are ordered by: the sort's fields, then the key. */
  private static Stream<FieldName> order(DisclosurePlan plan) {
    return Stream.concat(plan.sort().stream().map(Sort::field), plan.dataset().key().stream());
  }

  /** What a cursor goes with: agreement, dataset, query and epoch. */
  private static String bound(Question asked, Epoch epoch) {
    return asked.agreement()
        + "\n"
        + asked.dataset()
        + "\n"
        + asked.query().shape()
        + "\n"
        + epoch.entry();
  }
}
