package dev.entente.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.FieldType;
import dev.entente.catalog.Release;
import dev.entente.catalog.Release.TruncateTo.Unit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformTest {
  private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);
  private static final Release SIZES = band("100", "1000", "10000");

  @ParameterizedTest
  @CsvSource({
    "-5,<100",
    "0,<100",
    "99,<100",
    "100,100-999",
    "999,100-999",
    "1000,1000-9999",
    "9999,1000-9999",
    "10000,>=10000",
    "9007199254740991,>=10000",
  })
  void anIntegerIsNamedByWholeNumbers(long value, String label) {
    assertThat(apply(SIZES, FieldType.INTEGER, value)).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "99.999|<100",
        "100|[100,1000)",
        "999.999|[100,1000)",
        "1000|[1000,10000)",
        "1e9|>=10000"
      })
  void aNumberAndADecimalAreNamedByHalfOpenIntervals(String value, String label) {
    assertThat(apply(SIZES, FieldType.NUMBER, Double.valueOf(value))).isEqualTo(label);
    assertThat(apply(SIZES, FieldType.DECIMAL, new BigDecimal(value))).isEqualTo(label);
  }

  @Test
  void aNumberOnABoundIsNotBelowIt() {
    for (String bound : List.of("0.1", "0.2", "0.3", "0.7", "1.1", "4.35")) {
      assertThat(apply(band(bound), FieldType.NUMBER, Double.valueOf(bound)))
          .isEqualTo(">=" + bound);
    }
  }

  @Test
  void boundsAreWrittenWithoutExponent() {
    assertThat(apply(band("1E+3", "1E+6"), FieldType.INTEGER, 5_000L)).isEqualTo("1000-999999");
    assertThat(apply(band("1E+3"), FieldType.NUMBER, 1.0)).isEqualTo("<1000");
  }

  @ParameterizedTest
  @CsvSource({"Hamburg,Ham…", "Ulm,Ulm…", "Au,Au…", "'',…", "😀😀😀😀,😀😀😀…", "a😀bc,a😀b…"})
  void aTextIsCutByCodePoints(String text, String cut) {
    assertThat(apply(new Release.Truncate(3), FieldType.STRING, text)).isEqualTo(cut);
  }

  @Test
  void aDateIsCutToItsYearOrMonth() {
    var date = LocalDate.of(987, 6, 5);
    assertThat(apply(to(Unit.YEAR), FieldType.DATE, date)).isEqualTo("0987");
    assertThat(apply(to(Unit.MONTH), FieldType.DATE, date)).isEqualTo("0987-06");
  }

  @Test
  void aTimestampIsCutInUtc() {
    var moment = Instant.parse("2025-12-31T23:59:59.999Z");
    assertThat(apply(to(Unit.YEAR), FieldType.TIMESTAMP, moment)).isEqualTo("2025");
    assertThat(apply(to(Unit.MONTH), FieldType.TIMESTAMP, moment)).isEqualTo("2025-12");
  }

  @Test
  void aPseudonymIsTheAgreementsOwn() {
    String ours = pseudonym("orchard", "Acme");
    assertThat(ours).matches("[A-Za-z0-9_-]{22}");
    assertThat(pseudonym("orchard", "Acme")).isEqualTo(ours);
    assertThat(pseudonym("orchard", "acme")).isNotEqualTo(ours);
    assertThat(pseudonym("plums", "Acme")).isNotEqualTo(ours);
    assertThat(Pseudonyms.of(new byte[] {1}, new AgreementId("orchard")).of("Acme"))
        .isNotEqualTo(ours);
  }

  @Test
  void inFullAValueIsItself() {
    assertThat(apply(new Release.Full(), FieldType.INTEGER, 5L)).isEqualTo(5L);
  }

  private static String pseudonym(String agreement, String value) {
    var pseudonyms = Pseudonyms.of(SECRET, new AgreementId(agreement));
    return (String)
        Transform.of(new Release.Pseudonym(), FieldType.STRING, pseudonyms).apply(value);
  }

  private static Release band(String... bounds) {
    return new Release.Band(List.of(bounds).stream().map(BigDecimal::new).toList());
  }

  private static Release to(Unit unit) {
    return new Release.TruncateTo(unit);
  }

  private static Object apply(Release release, FieldType type, Object value) {
    return Transform.of(release, type, Pseudonyms.of(SECRET, new AgreementId("orchard")))
        .apply(value);
  }
}
