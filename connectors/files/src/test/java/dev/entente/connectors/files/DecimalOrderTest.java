package dev.entente.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DecimalOrderTest {
  @Test
  void theOrderOfDecimalsIsThatOfTheirTexts() {
    var random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      BigDecimal a = decimal(random);
      BigDecimal b = random.nextInt(5) == 0 ? a.setScale(a.scale() + 3) : decimal(random);
      int order = Integer.signum(DecimalOrder.of(a).compareTo(DecimalOrder.of(b)));

      assertThat(order).as("%s and %s", a, b).isEqualTo(a.compareTo(b));
    }
  }

  @Test
  void theFurthestExponentsHaveAnOrderToo() {
    List<String> rising =
        List.of("-10e2147483647", "-1", "-1e-2147483647", "0e5", "1e-2147483647", "1e2147483647");
    for (int i = 1; i < rising.size(); i++) {
      assertThat(DecimalOrder.of(new BigDecimal(rising.get(i))))
          .isGreaterThan(DecimalOrder.of(new BigDecimal(rising.get(i - 1))));
    }
  }

  private static BigDecimal decimal(Random random) {
    var digits = new BigInteger(1 + random.nextInt(20), random);
    return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(9) - 4);
  }
}
