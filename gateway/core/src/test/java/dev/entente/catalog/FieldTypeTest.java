package dev.entente.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypeTest {
  @Test
  void aTextIsReadAsItsType() {
    assertThat(FieldType.STRING.parse(" x")).isEqualTo(" x");
    assertThat(FieldType.INTEGER.parse("-9007199254740991")).isEqualTo(-9007199254740991L);
    assertThat(FieldType.NUMBER.parse("1e3")).isEqualTo(1000.0);
    assertThat(FieldType.DECIMAL.parse("12.50")).isEqualTo(new BigDecimal("12.50"));
    assertThat(FieldType.BOOLEAN.parse("false")).isEqualTo(false);
    assertThat(FieldType.DATE.parse("2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(FieldType.TIMESTAMP.parse("1970-01-01T01:00:00+01:00")).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,9007199254740992",
    "INTEGER,-9007199254740992",
    "INTEGER,9223372036854775808",
    "INTEGER,1.0",
    "INTEGER,''",
    "NUMBER,1e309",
    "NUMBER,NaN",
    "NUMBER,Infinity",
    "NUMBER,0x1p3",
    "DECIMAL,1e101",
    "DECIMAL,1e999999999",
    "DECIMAL,0e999999999",
    "DECIMAL,1e-101",
    "DECIMAL,'1,5'",
    "BOOLEAN,TRUE",
    "BOOLEAN,1",
    "DATE,2023-02-29",
    "DATE,2024-1-1",
    "DATE,+10000-01-01",
    "DATE,-0001-01-01",
    "TIMESTAMP,2024-01-01T00:00:00",
    "TIMESTAMP,2024-01-01T00:00Z",
    "TIMESTAMP,9999-12-31T23:59:59-01:00",
  })
  void whatIsNoValueOfTheTypeIsRefused(FieldType type, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> type.parse(text))
        .withMessageStartingWith("`" + text + "` is no " + type);
  }

  @Test
  @Timeout(10)
  void aMillionDigitsAreRefusedAtOnceAndNotRepeated() {
    String digits = "9".repeat(1_000_000);
    for (FieldType type :
        new FieldType[] {FieldType.INTEGER, FieldType.NUMBER, FieldType.DECIMAL}) {
      for (String text : new String[] {digits, "0." + digits}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> type.parse(text))
            .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
      }
    }
  }

  @Test
  void aTypeIsCalledByItsSmallName() {
    assertThat(FieldType.named("integer")).isEqualTo(FieldType.INTEGER);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldType.named("INTEGER"))
        .withMessageContaining("timestamp");
  }
}
