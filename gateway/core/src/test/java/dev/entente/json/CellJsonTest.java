package dev.entente.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

/** The RFC 8785 library is the oracle for what is rendered by hand. */
class CellJsonTest {
  private static final int[] SPECIAL = {
    0, 1, 8, 9, 10, 11, 12, 13, 31, ' ', '"', '\\', '/', 127, 128, 0xe9, 0x2028, 0xd7ff, 0xe000,
    0xfffd, 0xffff, 0x10000, 0x1f600, 0x10ffff
  };

  private final Random random = new Random(8785);

  @Test
  void randomTextsAreWrittenAsTheLibraryWritesThem() throws IOException {
    for (int i = 0; i < 5_000; i++) {
      String text = text();
      assertThat(written(text)).isEqualTo(oracle(text));
    }
  }

  @Test
  void everyControlCharacterIsWrittenAsTheLibraryWritesIt() throws IOException {
    for (int c = 0; c < 0x100; c++) {
      String text = "a" + (char) c + "b";
      assertThat(written(text)).as("character %d", c).isEqualTo(oracle(text));
    }
  }

  @Test
  void randomNumbersAreWrittenAsTheLibraryWritesThem() throws IOException {
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(written(number)).isEqualTo(oracle(number));
      }
    }
    for (double number :
        new double[] {0.0, -0.0, 1e21, 1e-7, 0.1, 100, Double.MIN_VALUE, Double.MAX_VALUE}) {
      assertThat(written(number)).isEqualTo(oracle(number));
    }
  }

  @Test
  void randomIntegersAreWrittenAsTheLibraryWritesThem() throws IOException {
    for (int i = 0; i < 5_000; i++) {
      long number = random.nextLong() >> (11 + random.nextInt(50));
      assertThat(written(number)).isEqualTo(oracle(number));
    }
  }

  @Test
  void decimalsDatesAndTimestampsAreTexts() {
    assertThat(written(new BigDecimal("12.500"))).asString().isEqualTo("\"12.5\"");
    assertThat(written(new BigDecimal("1E+3"))).asString().isEqualTo("\"1000\"");
    assertThat(written(new BigDecimal("0.00"))).asString().isEqualTo("\"0\"");
    assertThat(written(LocalDate.of(2026, 1, 2))).asString().isEqualTo("\"2026-01-02\"");
    assertThat(written(Instant.EPOCH)).asString().isEqualTo("\"1970-01-01T00:00:00Z\"");
    assertThat(written(true)).asString().isEqualTo("true");
  }

  @Test
  void whatNoCellHoldsIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> written(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> written(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> written(1));
    assertThatIllegalArgumentException().isThrownBy(() -> written(new Object()));
  }

  private static byte[] written(Object value) {
    var out = new Utf8(1);
    CellJson.write(value, out);
    return out.toBytes();
  }

  /** The library takes objects and lists only, so the value stands in a list. */
  private static byte[] oracle(Object value) throws IOException {
    byte[] list = new JsonCanonicalizer(Json.write(new Object[] {value})).getEncodedUTF8();
    return new String(list, 1, list.length - 2, StandardCharsets.UTF_8)
        .getBytes(StandardCharsets.UTF_8);
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(
          random.nextBoolean()
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : 'a' + random.nextInt(26));
    }
    return text.toString();
  }
}
