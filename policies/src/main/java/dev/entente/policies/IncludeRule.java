package dev.entente.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.Filter;
import dev.entente.disclosure.Rows;
import dev.entente.json.Doc;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rule {@code entente.rows.include}, which says of a row, {@code input.row}, that it may be
 * touched. What it comes to before a row is known, an OPA server says in UCAST, and that is a
 * condition like any other.
 */
final class IncludeRule {
  /** Its path. */
  static final String PATH = "entente/rows/include";

  /** What is not known when it is asked. */
  static final String UNKNOWN = "input.row";

  private static final String FIELD = "row.";
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+(\\S+)");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");
  private static final Pattern NAMED = Pattern.compile("\\binclude\\b");

  private static final Map<String, String> OPERATORS =
      Map.of("eq", "==", "ne", "!=", "lt", "<", "lte", "<=", "gt", ">", "gte", ">=", "in", "in");

  private IncludeRule() {}

  /**
   * Whether the bundle may have the rule: a module that could is one of {@code entente} or {@code
   * entente.rows} that has the word. Asked for a rule that is not there OPA lets out no row, so one
   * that is taken for it harms nobody.
   */
  static boolean isIn(Bundle bundle) {
    return bundle.modules().anyMatch(IncludeRule::mayDefine)
        || bundle.data().at("/" + PATH).isValueNode();
  }

  private static boolean mayDefine(String module) {
    Matcher declared = PACKAGE.matcher(module.replaceAll("#.*", ""));
    return declared.find()
        && declared.group(1).replaceAll("[\\[\\]\"]+", ".").matches("entente\\.?(rows\\b.*)?")
        && NAMED.matcher(COMMENT.matcher(module).replaceAll("")).find();
  }

  /**
   * The rows in an answer of the Compile API. Without a result no row may be touched; with an empty
   * query every one.
   *
   * @throws Unavailable if it is none
   */
  static Rows read(JsonNode answer, Dataset dataset) {
    try {
      Doc doc = Doc.of(answer).only("result", "hints");
      if (!answer.has("result")) {
        return new Rows.Where(new Filter.Any(List.of()));
      }
      Doc query = doc.at("result").only("query").at("query");
      return query.members().isEmpty()
          ? new Rows.Every()
          : RowsAnswer.read(Doc.of(condition(query)), dataset);
    } catch (Malformed e) {
      throw Unavailable.policy(
          PolicyFailure.MALFORMED,
          "what OPA makes of `%s` is not understood: at `%s`, %s"
              .formatted(PATH, e.pointer(), e.reason()),
          e);
    }
  }

  /** The same condition as {@link RowsAnswer} reads it. */
  private static JsonNode condition(Doc doc) {
    return switch (doc.at("type").text()) {
      case "compound" -> compound(doc.only("type", "operator", "value"));
      case "field" -> comparison(doc.only("type", "operator", "field", "value"));
      default -> throw doc.at("type").malformed("a field or a compound is expected here");
    };
  }

  private static JsonNode compound(Doc doc) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    doc.at("value").items().forEach(part -> parts.add(condition(part)));
    ObjectNode compound = JsonNodeFactory.instance.objectNode();
    String operator = doc.at("operator").text();
    return switch (operator) {
      case "and", "or" -> compound.set(operator, parts);
      case "not" -> {
        if (parts.size() != 1) {
          throw doc.at("value").malformed("one condition is expected here");
        }
        yield compound.set(operator, parts.get(0));
      }
      default ->
          throw doc.at("operator").malformed("`" + Shown.of(operator) + "` is not and, or, not");
    };
  }

  private static JsonNode comparison(Doc doc) {
    String operator = OPERATORS.get(doc.at("operator").text());
    if (operator == null) {
      throw doc.at("operator")
          .malformed("rows are not told by `" + Shown.of(doc.at("operator").text()) + "`");
    }
    String field = doc.at("field").text();
    if (!field.startsWith(FIELD)) {
      throw doc.at("field").malformed("a field of `" + UNKNOWN + "` is expected here");
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("field", field.substring(FIELD.length()))
        .put("operator", operator)
        .set("value", doc.at("value").node());
  }
}
