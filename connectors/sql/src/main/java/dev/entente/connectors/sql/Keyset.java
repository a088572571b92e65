package dev.entente.connectors.sql;

import dev.entente.catalog.Sort;
import dev.entente.source.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The condition that a row comes after a position in an order, so written that an index over the
 * order's columns finds the place: no row before it need be read where the columns are never null.
 *
 * @param parameters takes what is bound, in its order
 */
record Keyset(Table table, List<Object> parameters) {
  /** One step of the order, and the position's value there. */
  private record Step(Column column, boolean descending, @Nullable Object value) {
    boolean isPlain() {
      return !descending && column.isNeverNull() && value != null;
    }
  }

  String after(List<Sort> sort, Selection.Position position) {
    List<@Nullable Object> at = position.values();
    if (at.size() != sort.size() + table.key().size()) {
      throw new IllegalArgumentException("a position has a value for each sort and key field");
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      boolean sorted = i < sort.size();
      Column column = sorted ? table.column(sort.get(i).field()) : table.key().get(i - sort.size());
      steps.add(new Step(column, sorted && sort.get(i).descending(), at.get(i)));
    }
    return after(steps);
  }

  /** Beyond the first step's value, or at it and after the position in the other steps. */
  private String after(List<Step> steps) {
    if (steps.isEmpty()) {
      return "1 = 0";
    }
    if (table.dialect().comparesRows() && steps.stream().allMatch(Step::isPlain)) {
      return rows(steps);
    }
    Step step = steps.getFirst();
    List<Step> rest = steps.subList(1, steps.size());
    String name = step.column().compared();
    if (step.value() == null) {
      return "(" + name + " IS NULL AND " + after(rest) + ")";
    }
    String beyond = name + (step.descending() ? " < ?" : " > ?");
    if (rest.isEmpty()) {
      bind(step);
      return step.column().isNeverNull() ? beyond : "(" + beyond + " OR " + name + " IS NULL)";
    }
    if (step.column().isNeverNull()) {
      // Said twice: the first half alone is what an index can look for.
      bind(step);
      String reached = name + (step.descending() ? " <= ?" : " >= ?");
      bind(step);
      bind(step);
      return "(%s AND (%s OR (%s = ? AND %s)))".formatted(reached, beyond, name, after(rest));
    }
    bind(step);
    bind(step);
    return "(%s OR %s IS NULL OR (%s = ? AND %s))".formatted(beyond, name, name, after(rest));
  }

  private String rows(List<Step> steps) {
    steps.forEach(this::bind);
    return steps.stream()
            .map(step -> step.column().compared())
            .collect(Collectors.joining(", ", "(", ")"))
        + steps.stream().map(_ -> "?").collect(Collectors.joining(", ", " > (", ")"));
  }

  private void bind(Step step) {
    if (step.value() != null) {
      parameters.add(step.column().point(step.value()).value());
    }
  }
}
