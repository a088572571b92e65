package dev.entente.disclosure;

import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.json.CellJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which records a decision lets be touched. */
public sealed interface Rows {
  /** Every record. */
  record Every() implements Rows {}

  /**
   * Those for which the condition holds, and as everywhere it does not hold for a null.
   *
   * @param condition its values have the Java types of their fields, which may be any that the
   *     manifest has
   */
  record Where(Filter condition) implements Rows {}

  /** Those that both let out. */
  default Rows and(Rows other) {
    return switch (this) {
      case Every() -> other;
      case Where(Filter one) ->
          other instanceof Where(Filter two) ? new Where(new Filter.All(List.of(one, two))) : this;
    };
  }

  /** As a policy says it, for people of ours to read: it may name fields that nobody else sees. */
  default Object document() {
    return switch (this) {
      case Every() -> "all";
      case Where(Filter condition) -> document(condition);
    };
  }

  private static Map<String, Object> document(Filter condition) {
    return switch (condition) {
      case Filter.All(List<Filter> of) -> Map.of("and", of.stream().map(Rows::document).toList());
      case Filter.Any(List<Filter> of) -> Map.of("or", of.stream().map(Rows::document).toList());
      case Comparison comparison ->
          switch (comparison.operator()) {
            case EQUAL -> document(comparison, "==");
            case NOT_EQUAL -> document(comparison, "!=");
            case LESS -> document(comparison, "<");
            case LESS_OR_EQUAL -> document(comparison, "<=");
            case GREATER -> document(comparison, ">");
            case GREATER_OR_EQUAL -> document(comparison, ">=");
            case IN -> document(comparison, "in");
            case NOT_IN -> Map.of("not", document(comparison, "in"));
          };
    };
  }

  private static Map<String, Object> document(Comparison comparison, String operator) {
    List<Object> values = comparison.values().stream().map(Rows::told).toList();
    var document = new LinkedHashMap<String, Object>();
    document.put("field", comparison.field().value());
    document.put("operator", operator);
    document.put("value", operator.equals("in") ? values : values.getFirst());
    return document;
  }

  /** As records show it. */
  private static Object told(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean
        ? value
        : CellJson.plainText(value);
  }
}
