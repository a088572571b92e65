package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Operator;
import dev.entente.disclosure.Rows;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import java.util.List;
import java.util.Optional;

/**
 * Reads which rows a policy lets be touched: {@code "all"}; {@code {"field", "operator", "value"}},
 * of any field that the source holds; or {@code {"and": […]}}, {@code {"or": […]}} and {@code
 * {"not": …}} of these. Nothing else means anything: a list of no conditions does not mean all.
 */
final class RowsAnswer {
  private static final int DEEPEST = 64;
  private static final int MOST_COMPARISONS = 200;
  private static final int MOST_VALUES = 1_000;

  private final Dataset dataset;
  private int comparisons;

  private RowsAnswer(Dataset dataset) {
    this.dataset = dataset;
  }

  /**
   * @throws Malformed if it says nothing of rows
   */
  static Rows read(Doc doc, Dataset dataset) {
    if (!doc.isObject()) {
      if (!doc.text().equals("all")) {
        throw doc.malformed("`all` or a condition is expected here");
      }
      return new Rows.Every();
    }
    return new Rows.Where(new RowsAnswer(dataset).condition(doc, 1));
  }

  private Filter condition(Doc doc, int depth) {
    if (depth > DEEPEST) {
      throw doc.malformed("a condition is at most " + DEEPEST + " deep");
    }
    if (doc.find("and").isPresent()) {
      return new Filter.All(parts(doc.only("and").at("and"), depth));
    }
    if (doc.find("or").isPresent()) {
      return new Filter.Any(parts(doc.only("or").at("or"), depth));
    }
    if (doc.find("not").isPresent()) {
      return condition(doc.only("not").at("not"), depth + 1).negated();
    }
    return comparison(doc.only("field", "operator", "value"));
  }

  private List<Filter> parts(Doc doc, int depth) {
    List<Filter> parts = doc.items().stream().map(part -> condition(part, depth + 1)).toList();
    if (parts.isEmpty()) {
      throw doc.malformed("at least one condition is expected here");
    }
    return parts;
  }

  private Filter comparison(Doc doc) {
    if (++comparisons > MOST_COMPARISONS) {
      throw doc.malformed(
          "a policy's conditions make at most " + MOST_COMPARISONS + " comparisons");
    }
    FieldName field = doc.at("field").as(FieldName::new);
    FieldType type =
        Optional.ofNullable(dataset.held().get(field))
            .orElseThrow(
                () ->
                    doc.at("field")
                        .malformed(
                            "rows cannot be told by a field `%s`: the manifest has none, or has it"
                                    .formatted(field)
                                + " as `stage: never` without `rows: true`"));
    Operator operator = operator(doc.at("operator"));
    Doc value = doc.at("value");
    return new Filter.Comparison(
        field,
        operator,
        operator == Operator.IN ? values(value, type) : List.of(value(value, type)));
  }

  private static Operator operator(Doc doc) {
    return switch (doc.text()) {
      case "==" -> Operator.EQUAL;
      case "!=" -> Operator.NOT_EQUAL;
      case "<" -> Operator.LESS;
      case "<=" -> Operator.LESS_OR_EQUAL;
      case ">" -> Operator.GREATER;
      case ">=" -> Operator.GREATER_OR_EQUAL;
      case "in" -> Operator.IN;
      default ->
          throw doc.malformed(
              "`" + Shown.of(doc.text()) + "` is no operator; they are == != < <= > >= in");
    };
  }

  private static List<Object> values(Doc doc, FieldType type) {
    List<Object> values = doc.items().stream().map(item -> value(item, type)).toList();
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      throw doc.malformed("`in` takes 1 to " + MOST_VALUES + " values");
    }
    return values;
  }

  /** Written as records show it; a decimal may be a number too. */
  private static Object value(Doc doc, FieldType type) {
    JsonNode node = doc.node();
    return switch (type) {
      case BOOLEAN -> doc.bool();
      case INTEGER, NUMBER -> parse(doc, type, plain(doc));
      case DECIMAL -> parse(doc, type, node.isNumber() ? plain(doc) : doc.text());
      case STRING, DATE, TIMESTAMP -> parse(doc, type, doc.text());
    };
  }

  /** 1.0 is an integer too. */
  private static String plain(Doc doc) {
    return doc.number().stripTrailingZeros().toPlainString();
  }

  private static Object parse(Doc doc, FieldType type, String text) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }
}
