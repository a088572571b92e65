package dev.entente.connectors.sql;

import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Filter.Operator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Filters as SQL. Null makes a comparison neither true nor false, and there is no NOT, so it
 * matches nothing; what is untidy is taken for null.
 *
 * @param parameters takes what is bound, in its order
 */
record Conditions(Table table, List<Object> parameters) {
  String of(Filter filter) {
    return switch (filter) {
      case Filter.All(List<Filter> of) -> joined(of, " AND ", "1 = 1");
      case Filter.Any(List<Filter> of) -> joined(of, " OR ", "1 = 0");
      case Comparison comparison -> comparison(comparison);
    };
  }

  private String joined(List<Filter> of, String by, String none) {
    return of.isEmpty()
        ? none
        : of.stream().map(this::of).collect(Collectors.joining(by, "(", ")"));
  }

  private String comparison(Comparison comparison) {
    Column column = table.column(comparison.field());
    List<Point> points = comparison.values().stream().map(column::point).toList();
    require(!points.isEmpty(), comparison, "takes a value");
    return switch (comparison.operator()) {
      case IN -> among(column, points);
      case NOT_IN -> tidy(column, amongNone(column, points));
      case EQUAL -> among(column, only(comparison, points));
      case NOT_EQUAL -> tidy(column, amongNone(column, only(comparison, points)));
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          tidy(
              column,
              column.compared()
                  + sign(comparison.operator(), only(comparison, points).getFirst().side())
                  + "?",
              points.getFirst());
    };
  }

  /** How a cell is compared with a point's value so that it is compared with the point. */
  private static String sign(Operator operator, Point.Side side) {
    boolean orEqual = operator == Operator.LESS_OR_EQUAL || operator == Operator.GREATER_OR_EQUAL;
    return switch (operator) {
      case LESS, LESS_OR_EQUAL ->
          side == Point.Side.ABOVE || (orEqual && side == Point.Side.AT) ? " <= " : " < ";
      default -> side == Point.Side.BELOW || (orEqual && side == Point.Side.AT) ? " >= " : " > ";
    };
  }

  private String among(Column column, List<Point> points) {
    List<Object> held = held(points);
    return switch (held.size()) {
      case 0 -> "1 = 0";
      case 1 -> bound(column.equated() + " = ?", held.getFirst());
      default -> table.dialect().among(column, held, parameters);
    };
  }

  private String amongNone(Column column, List<Point> points) {
    List<Object> held = held(points);
    return switch (held.size()) {
      case 0 -> column.equated() + " IS NOT NULL";
      case 1 -> bound(column.equated() + " <> ?", held.getFirst());
      default -> table.dialect().amongNone(column, held, parameters);
    };
  }

  private static List<Object> held(List<Point> points) {
    return points.stream().filter(Point::isHeld).map(Point::value).toList();
  }

  private String tidy(Column column, String condition, Point point) {
    return tidy(column, bound(condition, point.value()));
  }

  private static String tidy(Column column, String condition) {
    return column.tidy().map(tidy -> "(" + condition + " AND " + tidy + ")").orElse(condition);
  }

  private String bound(String condition, Object value) {
    parameters.add(value);
    return condition;
  }

  private static List<Point> only(Comparison comparison, List<Point> points) {
    require(points.size() == 1, comparison, "takes one value");
    return points;
  }

  private static void require(boolean holds, Comparison comparison, String what) {
    if (!holds) {
      throw new IllegalArgumentException(comparison.operator() + " " + what);
    }
  }
}
