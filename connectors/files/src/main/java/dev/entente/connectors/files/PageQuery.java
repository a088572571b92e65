package dev.entente.connectors.files;

import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Sort;
import dev.entente.source.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a selection. It is made of generated names alone; every value is a parameter.
 *
 * @param values the parameters, in their order
 * @param columns what the result holds
 * @param limit how many rows the page may have; the query asks for one more
 */
record PageQuery(String sql, List<Object> values, List<Column> columns, int limit) {
  private static final int HIGHEST_LIMIT = 1000;

  /**
   * @throws IllegalArgumentException if the selection is none of this table
   */
  static PageQuery of(Table table, Selection selection) {
    if (selection.limit() < 1 || selection.limit() > HIGHEST_LIMIT) {
      throw new IllegalArgumentException("a limit is from 1 to 1000, not " + selection.limit());
    }
    List<Object> values = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    selection.filter().ifPresent(filter -> conditions.add(condition(table, filter, values)));
    selection
        .after()
        .ifPresent(after -> conditions.add(Keyset.after(table, selection.sort(), after, values)));
    List<Column> columns = selection.fields().stream().map(table::column).toList();
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    values.add((long) selection.limit() + 1);
    String sql =
        "SELECT "
            + columns.stream().map(Column::name).collect(Collectors.joining(", "))
            + " FROM "
            + Table.RECORDS
            + where
            + order(table, selection.sort())
            + " LIMIT ?";
    return new PageQuery(sql, List.copyOf(values), columns, selection.limit());
  }

  /** Without a sort nothing is said: a scan keeps the order in which the rows lie, and can stop. */
  private static String order(Table table, List<Sort> sort) {
    if (sort.isEmpty()) {
      return "";
    }
    var order = new StringBuilder(" ORDER BY ");
    for (Sort by : sort) {
      order
          .append(table.column(by.field()).order())
          .append(by.descending() ? " DESC" : " ASC")
          .append(" NULLS LAST, ");
    }
    return order + "rowid";
  }

  /** Null makes a comparison neither true nor false, and there is no NOT, so it matches nothing. */
  private static String condition(Table table, Filter filter, List<Object> values) {
    return switch (filter) {
      case Filter.All(List<Filter> of) -> joined(table, of, " AND ", "true", values);
      case Filter.Any(List<Filter> of) -> joined(table, of, " OR ", "false", values);
      case Comparison comparison -> comparison(table, comparison, values);
    };
  }

  private static String joined(
      Table table, List<Filter> of, String by, String none, List<Object> values) {
    return of.isEmpty()
        ? none
        : of.stream()
            .map(part -> condition(table, part, values))
            .collect(Collectors.joining(by, "(", ")"));
  }

  private static String comparison(Table table, Comparison comparison, List<Object> values) {
    Column column = table.column(comparison.field());
    List<Object> bound = comparison.values().stream().map(column::bound).toList();
    values.addAll(bound);
    return switch (comparison.operator()) {
      case EQUAL -> single(column, " = ", bound);
      case NOT_EQUAL -> single(column, " <> ", bound);
      case LESS -> single(column, " < ", bound);
      case LESS_OR_EQUAL -> single(column, " <= ", bound);
      case GREATER -> single(column, " > ", bound);
      case GREATER_OR_EQUAL -> single(column, " >= ", bound);
      case IN -> several(column, " IN ", bound);
      case NOT_IN -> several(column, " NOT IN ", bound);
    };
  }

  private static String single(Column column, String operator, List<Object> values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException(operator.strip() + " takes one value");
    }
    return column.order() + operator + "?";
  }

  private static String several(Column column, String operator, List<Object> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(operator.strip() + " takes at least one value");
    }
    return column.order() + operator + "(" + "?, ".repeat(values.size() - 1) + "?)";
  }

  /** The condition that a row comes after a position in an order. */
  private static final class Keyset {
    /** One step of the order, and the position's value there. */
    private record Step(Column column, boolean descending, @Nullable Object value) {}

    static String after(
        Table table, List<Sort> sort, Selection.Position position, List<Object> values) {
      List<@Nullable Object> at = position.values();
      if (at.size() != sort.size() + table.key().size()) {
        throw new IllegalArgumentException("a position has a value for each sort and key field");
      }
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < at.size(); i++) {
        boolean sorted = i < sort.size();
        Column column =
            sorted ? table.column(sort.get(i).field()) : table.key().get(i - sort.size());
        steps.add(new Step(column, sorted && sort.get(i).descending(), at.get(i)));
      }
      return after(steps, values);
    }

    /** Beyond the first step's value, or at it and after the position in the other steps. */
    private static String after(List<Step> steps, List<Object> values) {
      if (steps.isEmpty()) {
        return "false";
      }
      Step step = steps.getFirst();
      List<Step> rest = steps.subList(1, steps.size());
      String name = step.column().order();
      if (step.value() == null) {
        return "(" + name + " IS NULL AND " + after(rest, values) + ")";
      }
      Object value = step.column().bound(step.value());
      values.add(value);
      values.add(value);
      return "("
          + name
          + (step.descending() ? " < ?" : " > ?")
          + " OR "
          + name
          + " IS NULL OR ("
          + name
          + " = ? AND "
          + after(rest, values)
          + "))";
    }
  }
}
