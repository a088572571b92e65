package dev.entente.catalog;

import static dev.entente.catalog.FieldType.compare;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    NOT_IN;

    /** The one that holds for a value where this does not. */
    Operator negated() {
      return switch (this) {
        case EQUAL -> NOT_EQUAL;
        case NOT_EQUAL -> EQUAL;
        case LESS -> GREATER_OR_EQUAL;
        case LESS_OR_EQUAL -> GREATER;
        case GREATER -> LESS_OR_EQUAL;
        case GREATER_OR_EQUAL -> LESS;
        case IN -> NOT_IN;
        case NOT_IN -> IN;
      };
    }
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

  /**
   * The opposite, said without a NOT: each comparison is turned round. Null matches nothing here
   * either, so where a null is compared neither a condition nor its opposite may hold.
   */
  default Filter negated() {
    return switch (this) {
      case All(List<Filter> of) -> new Any(of.stream().map(Filter::negated).toList());
      case Any(List<Filter> of) -> new All(of.stream().map(Filter::negated).toList());
      case Comparison(FieldName field, Operator operator, List<Object> values) ->
          new Comparison(field, operator.negated(), values);
    };
  }

  /**
   * Whether it holds for a record.
   *
   * @param value gives the record's value of a field, of the field's Java type or null
   */
  default boolean holds(Function<FieldName, @Nullable Object> value) {
    return switch (this) {
      case All(List<Filter> of) -> of.stream().allMatch(part -> part.holds(value));
      case Any(List<Filter> of) -> of.stream().anyMatch(part -> part.holds(value));
      case Comparison comparison -> holds(comparison, value.apply(comparison.field()));
    };
  }

  private static boolean holds(Comparison comparison, @Nullable Object value) {
    if (value == null) {
      return false;
    }
    List<Object> others = comparison.values();
    return switch (comparison.operator()) {
      case EQUAL, IN -> others.stream().anyMatch(other -> compare(value, other) == 0);
      case NOT_EQUAL, NOT_IN -> others.stream().noneMatch(other -> compare(value, other) == 0);
      case LESS -> compare(value, others.getFirst()) < 0;
      case LESS_OR_EQUAL -> compare(value, others.getFirst()) <= 0;
      case GREATER -> compare(value, others.getFirst()) > 0;
      case GREATER_OR_EQUAL -> compare(value, others.getFirst()) >= 0;
    };
  }
}
