package dev.entente.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.aggregate.Marks.Mark;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Measure.Function;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private static Values of(FieldType type, Object... each) {
    var values = new Values(type, 64);
    for (int i = 0; i < each.length; i++) {
      values.add(each[i], new Mark(i, i), i);
    }
    return values;
  }

  @Test
  void integersSumUpToAnIntegerAsFarAsJsonHoldsOne() {
    assertThat(of(FieldType.INTEGER, 1L, 2L, 4L).of(Function.SUM)).isEqualTo(7L);
    assertThat(of(FieldType.INTEGER, 1L, 2L, 4L).of(Function.AVERAGE)).isEqualTo(7.0 / 3);
    long most = FieldType.LARGEST_INTEGER;
    assertThat(of(FieldType.INTEGER, most, 0L).of(Function.SUM)).isEqualTo(most);
    assertThat(of(FieldType.INTEGER, most, 1L).of(Function.SUM)).isNull();
    assertThat(of(FieldType.INTEGER, -most, -1L).of(Function.SUM)).isNull();
  }

  @Test
  void numbersSumUpExactlyInWhateverOrder() {
    assertThat(of(FieldType.NUMBER, 0.1, 0.2, 1e16, -1e16).of(Function.SUM)).isEqualTo(0.3);
    assertThat(of(FieldType.NUMBER, -0.0, -0.0).of(Function.SUM)).isEqualTo(0.0);
    assertThat(of(FieldType.NUMBER, Double.MAX_VALUE, Double.MAX_VALUE).of(Function.SUM)).isNull();
    assertThat(of(FieldType.NUMBER, Double.MAX_VALUE, Double.MAX_VALUE).of(Function.AVERAGE))
        .isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void decimalsStayDecimalsAndAreRoundedToNinePlaces() {
    Values values =
        of(FieldType.DECIMAL, new BigDecimal("0.10"), new BigDecimal("0.2"), BigDecimal.ZERO);
    assertThat((BigDecimal) values.of(Function.SUM)).isEqualByComparingTo("0.3");
    assertThat((BigDecimal) values.of(Function.AVERAGE)).isEqualByComparingTo("0.1");
    assertThat(
            of(FieldType.DECIMAL, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO)
                .of(Function.AVERAGE))
        .isEqualTo(new BigDecimal("0.666666667"));
  }

  @Test
  void leastAndGreatestAreOfAnyTypeInItsOrder() {
    Values texts = of(FieldType.STRING, "b", "a", "ﬀ", "😀");
    assertThat(texts.of(Function.MIN)).isEqualTo("a");
    assertThat(texts.of(Function.MAX)).isEqualTo("😀");
    var day = LocalDate.of(2026, 1, 2);
    assertThat(of(FieldType.DATE, day.plusDays(1), day).of(Function.MIN)).isEqualTo(day);
  }
}
