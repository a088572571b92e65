package dev.entente.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.Filter.All;
import dev.entente.catalog.Filter.Any;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Filter.Operator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilterTest {
  /** Of each type three values that rise. */
  private static final List<List<Object>> RISING =
      List.of(
          List.of("Z", "a", "\uFFFD"),
          List.of("\uFFFD", "😀", "😀a"),
          List.of(-1L, 0L, 7L),
          List.of(-0.5, 0.0, 1e300),
          List.of(new BigDecimal("-1"), new BigDecimal("0.10"), new BigDecimal("9")),
          List.of(LocalDate.EPOCH, LocalDate.of(2026, 11, 26), LocalDate.of(9999, 12, 31)),
          List.of(Instant.EPOCH, Instant.EPOCH.plusNanos(1), Instant.EPOCH.plusSeconds(1)));

  @Test
  void everyTypeIsComparedInItsOwnOrder() {
    for (List<Object> values : RISING) {
      Object middle = values.get(1);
      assertThat(held(Operator.EQUAL, values, middle)).isEqualTo("-x-");
      assertThat(held(Operator.NOT_EQUAL, values, middle)).isEqualTo("x-x");
      assertThat(held(Operator.LESS, values, middle)).isEqualTo("x--");
      assertThat(held(Operator.LESS_OR_EQUAL, values, middle)).isEqualTo("xx-");
      assertThat(held(Operator.GREATER, values, middle)).isEqualTo("--x");
      assertThat(held(Operator.GREATER_OR_EQUAL, values, middle)).isEqualTo("-xx");
      assertThat(held(Operator.IN, values, middle, values.get(2))).isEqualTo("-xx");
      assertThat(held(Operator.NOT_IN, values, middle, values.get(2))).isEqualTo("x--");
    }
    assertThat(held(Operator.LESS, List.of(false, true), true)).isEqualTo("x-");
  }

  @Test
  void equalNumbersAreEqualHoweverTheyAreWritten() {
    assertThat(held(Operator.EQUAL, List.of(new BigDecimal("1.50")), new BigDecimal("1.5")))
        .isEqualTo("x");
    assertThat(held(Operator.EQUAL, List.of(-0.0), 0.0)).isEqualTo("x");
    assertThat(held(Operator.LESS, List.of(-0.0), 0.0)).isEqualTo("-");
  }

  @ParameterizedTest
  @EnumSource
  void aNullMatchesNothingAndNeitherDoesItTheOtherWayRound(Operator operator) {
    Filter filter = compare("a", operator, 1L);
    assertThat(filter.holds(_ -> null)).isFalse();
    assertThat(filter.negated().holds(_ -> null)).isFalse();
    assertThat(filter.negated().holds(_ -> 1L)).isNotEqualTo(filter.holds(_ -> 1L));
    assertThat(filter.negated().holds(_ -> 2L)).isNotEqualTo(filter.holds(_ -> 2L));
  }

  @Test
  void theOppositeOfTwoIsThatOneDoesNotHold() {
    Filter one = compare("a", Operator.EQUAL, 1L);
    Filter two = compare("b", Operator.EQUAL, 2L);
    for (Filter filter : List.of(new All(List.of(one, two)), new Any(List.of(one, two)))) {
      for (long a = 0; a < 3; a++) {
        for (long b = 0; b < 3; b++) {
          Long left = a;
          Long right = b;
          assertThat(filter.negated().holds(field -> field.value().equals("a") ? left : right))
              .isNotEqualTo(filter.holds(field -> field.value().equals("a") ? left : right));
        }
      }
    }
    assertThat(new All(List.of()).negated().holds(_ -> null)).isFalse();
    assertThat(new Any(List.of()).negated().holds(_ -> null)).isTrue();
  }

  @Test
  void whereOneOfTwoIsNullTheOtherMayStillDecide() {
    Filter one = compare("a", Operator.EQUAL, 1L);
    Filter two = compare("b", Operator.EQUAL, 2L);
    Filter notBoth = new All(List.of(one, two)).negated();
    assertThat(notBoth.holds(field -> field.value().equals("a") ? null : 3L)).isTrue();
    assertThat(notBoth.holds(field -> field.value().equals("a") ? null : 2L)).isFalse();
  }

  private static Filter compare(String field, Operator operator, Object... values) {
    return new Comparison(new FieldName(field), operator, List.of(values));
  }

  /** An x for each value for which it holds. */
  private static String held(Operator operator, List<?> of, Object... values) {
    var held = new StringBuilder();
    for (Object value : of) {
      held.append(compare("a", operator, values).holds(_ -> value) ? 'x' : '-');
    }
    return held.toString();
  }
}
