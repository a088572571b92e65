package dev.entente.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.RSQLParserException;
import cz.jirutka.rsql.parser.UnknownOperatorException;
import cz.jirutka.rsql.parser.ast.AndNode;
import cz.jirutka.rsql.parser.ast.Arity;
import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.ComparisonOperator;
import cz.jirutka.rsql.parser.ast.LogicalNode;
import cz.jirutka.rsql.parser.ast.Node;
import cz.jirutka.rsql.parser.ast.OrNode;
import dev.entente.json.Doc;
import dev.entente.json.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RSQL as a filter: bounded in depth and size, and without wildcards. */
final class Rsql {
  private static final int DEEPEST = 64;
  private static final int MOST_COMPARISONS = 200;
  private static final int MOST_VALUES = 1000;
  private static final long MOST_CHARACTERS = 1 << 20;

  private static final Map<ComparisonOperator, Filter.Operator> OPERATORS =
      Map.of(
          operator("=="), Filter.Operator.EQUAL,
          operator("!="), Filter.Operator.NOT_EQUAL,
          operator("=lt=", "<"), Filter.Operator.LESS,
          operator("=le=", "<="), Filter.Operator.LESS_OR_EQUAL,
          operator("=gt=", ">"), Filter.Operator.GREATER,
          operator("=ge=", ">="), Filter.Operator.GREATER_OR_EQUAL,
          operator("=in="), Filter.Operator.IN,
          operator("=out="), Filter.Operator.NOT_IN);

  private static final RSQLParser PARSER = new RSQLParser(OPERATORS.keySet());

  // A filter comes again with every page. The parser makes 40 kB of buffers for each, and two
  // exceptions to find its end.
  private static final Cache<String, Filter> KNOWN =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String text, Filter _) -> text.length())
          .build();

  /** Where a parser's message says that it stopped; the rest of it is in the parser's words. */
  private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");

  private Rsql() {}

  /** How many values it takes is for us to say. */
  private static ComparisonOperator operator(String... symbols) {
    return new ComparisonOperator(symbols, Arity.of(0, Integer.MAX_VALUE));
  }

  static Filter read(Doc doc) {
    return KNOWN.get(doc.text(), text -> read(text, doc));
  }

  private static Filter read(String text, Doc doc) {
    refuseDeep(text, doc);
    try {
      Filter filter = filter(PARSER.parse(text), doc);
      if (filter.comparisons().count() > MOST_COMPARISONS) {
        throw doc.malformed("a filter has at most " + MOST_COMPARISONS + " comparisons");
      }
      return filter;
    } catch (RSQLParserException e) {
      throw doc.malformed(reason(e) + "; write like industry==Software;founded=ge=1990");
    }
  }

  /** The parser recurses, so the depth is counted before it sees the text. */
  private static void refuseDeep(String text, Doc doc) {
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      }
      if (depth > DEEPEST) {
        throw doc.malformed("a filter is at most " + DEEPEST + " deep");
      }
    }
  }

  private static Filter filter(Node node, Doc doc) {
    return switch (node) {
      case AndNode and -> new Filter.All(children(and, doc));
      case OrNode or -> new Filter.Any(children(or, doc));
      case ComparisonNode comparison -> comparison(comparison, doc);
      default -> throw doc.malformed("not RSQL that this protocol knows");
    };
  }

  private static List<Filter> children(LogicalNode node, Doc doc) {
    List<Filter> children = new ArrayList<>();
    node.forEach(child -> children.add(filter(child, doc)));
    return children;
  }

  private static Filter comparison(ComparisonNode node, Doc doc) {
    List<Object> values = List.copyOf(node.getArguments());
    if (values.size() > MOST_VALUES) {
      throw doc.malformed("a comparison has at most " + MOST_VALUES + " values");
    }
    var operator = Objects.requireNonNull(OPERATORS.get(node.getOperator()));
    boolean several = operator == Filter.Operator.IN || operator == Filter.Operator.NOT_IN;
    if (values.isEmpty() || (values.size() > 1 && !several)) {
      throw doc.malformed(
          "`%s` takes %s, here are %d"
              .formatted(
                  node.getOperator().getSymbol(),
                  several ? "at least one value" : "one value",
                  values.size()));
    }
    try {
      return new Filter.Comparison(new FieldName(node.getSelector()), operator, values);
    } catch (IllegalArgumentException e) {
      throw doc.malformed(String.valueOf(e.getMessage()));
    }
  }

  private static String reason(RSQLParserException e) {
    if (e.getCause() instanceof UnknownOperatorException unknown) {
      return "`" + Shown.of(unknown.getOperator()) + "` is no operator here";
    }
    Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
    return place.find()
        ? "not RSQL from line " + place.group(1) + ", column " + place.group(2) + " on"
        : "not RSQL";
  }
}
