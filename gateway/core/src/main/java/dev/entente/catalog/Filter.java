package dev.entente.catalog;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A condition over fields. As it is read from a query the values are texts; bound to a dataset they
 * have the Java types of {@link FieldType}. Null matches nothing, {@code !=} included.
 */
public sealed interface Filter {
  /** All of them hold. */
  record All(List<Filter> of) implements Filter {
    public All {
      of = List.copyOf(of);
    }
  }

  /** At least one of them holds. */
  record Any(List<Filter> of) implements Filter {
    public Any {
      of = List.copyOf(of);
    }
  }

  /** One field against one value, or several where the operator takes several. */
  record Comparison(FieldName field, Operator operator, List<Object> values) implements Filter {
    public Comparison {
      values = List.copyOf(values);
    }
  }

  /** How a field is compared; strings by code point. */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IN,
    NOT_IN
  }

  /** The comparisons, from left to right. */
  default Stream<Comparison> comparisons() {
    return switch (this) {
      case All(List<Filter> of) -> of.stream().flatMap(Filter::comparisons);
      case Any(List<Filter> of) -> of.stream().flatMap(Filter::comparisons);
      case Comparison comparison -> Stream.of(comparison);
    };
  }

  /** The same condition with each comparison changed. */
  default Filter bind(UnaryOperator<Comparison> change) {
    return switch (this) {
      case All(List<Filter> of) -> new All(of.stream().map(f -> f.bind(change)).toList());
      case Any(List<Filter> of) -> new Any(of.stream().map(f -> f.bind(change)).toList());
      case Comparison comparison -> change.apply(comparison);
    };
  }
}
