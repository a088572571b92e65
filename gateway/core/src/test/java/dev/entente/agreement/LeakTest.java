package dev.entente.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.entente.reciprocity.Amount;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakTest {
  private static final Leak LEAK = new Leak(new BigDecimal("0.005"), Amount.of(2));

  @ParameterizedTest
  @CsvSource({
    "0,0,0",
    "-100,0,0",
    "0.199,0,0",
    "0.2,0,0.001",
    "100.199,0,0.5",
    "100.2,0,0.501",
    "100,1.5,0.5",
    "100,1.7,0.3",
    "100,2,0",
    "100,3,0",
    "1000000000000,0,2",
  })
  void aMidnightForgivesItsPartRoundedDownAndNeverBeyondTheCap(
      BigDecimal exposure, BigDecimal forgiven, String forgives) {
    assertThat(LEAK.forgives(Amount.of(exposure), Amount.of(forgiven))).hasToString(forgives);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.001", "0.0100001"})
  void aLeakIsAboveNothingAndAtMostAHundredth(BigDecimal perDay) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Leak(perDay, Amount.of(1)));
  }

  @Test
  void aLeakHasACap() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Leak(new BigDecimal("0.01"), Amount.ZERO));
  }
}
