package dev.entente.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TermsTest {
  static Stream<Terms> variants() {
    return Stream.of(
        SampleTerms.terms(),
        SampleTerms.with("\"rate\": 1", "\"rate\": 1.50"),
        SampleTerms.with("\"rate\": 1", "\"rate\": 5e-1"),
        SampleTerms.with("\"window\": 500", "\"window\": 5.00e2"),
        SampleTerms.with("[100, 1000, 10000]", "[1e2, 1000.0, 10000.50e1]"),
        SampleTerms.with("\"minimum\": 0", "\"minimum\": -0.50, \"maximum\": 1E+3"),
        SampleTerms.with("\"Orchard Devices\"", "\"Orchard 😀 \\u0001 \\\"Devices\\\"\""),
        SampleTerms.with(", \"leak\": {\"per-day\": 0.005, \"cap\": 100}", ""),
        SampleTerms.with(
            "\"round\": {\"days\": 30, \"ratio\": 0.8, \"strategy\": \"tit-for-tat\"}, ", ""),
        SampleTerms.with("\"value\": 10", "\"value\": 10, \"filter\": true"));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void whatWasSignedHasTheSameHashWhenItIsReadBack(Terms terms) {
    var back = TermsReader.read(terms.canonical());
    assertThat(back.hash()).isEqualTo(terms.hash());
    assertThat(back.canonical()).isEqualTo(terms.canonical());
  }

  @Test
  void theOrderInWhichTermsAreWrittenDoesNotChangeTheirHash() {
    var terms = SampleTerms.terms();
    assertThat(TermsReader.read(Json.write(terms.document())).hash()).isEqualTo(terms.hash());
  }

  @Test
  void everyObjectInTermsHasAnOrderOfItsOwnSoThatAnotherStartWritesTheSameBytes() {
    mustBeOrdered(SampleTerms.terms().document());
  }

  private static void mustBeOrdered(Object part) {
    switch (part) {
      case Map<?, ?> map -> {
        assertThat(map).isInstanceOf(SequencedMap.class);
        map.values().forEach(TermsTest::mustBeOrdered);
      }
      case List<?> list -> list.forEach(TermsTest::mustBeOrdered);
      default -> {}
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"window\": 2000|\"window\": 1999",
        "\"value\": 20|\"value\": 10",
        "\"rate\": 1|\"rate\": 2",
        "\"cleared\": 3, \"approvals\": 2|\"cleared\": 2, \"approvals\": 2",
        "\"approvals\": 2|\"approvals\": 3",
        "\"minimum-days\": 30|\"minimum-days\": 31",
        "\"margins\": 50|\"margins\": 51",
        "\"cap\": 100|\"cap\": 101",
        "90 days|91 days",
        "\"campaigns\": 30|\"campaigns\": 31",
        "joint-planning|resale",
        "\"ratio\": 0.8|\"ratio\": 0.9",
        "\"milestone\": \"joint-win\"|\"milestone\": \"other\"",
        "[100, 1000, 10000]|[100, 1000, 10001]",
      })
  void whateverBothSidesSignChangesTheHash(String part, String by) {
    assertThat(SampleTerms.with(part, by).hash()).isNotEqualTo(SampleTerms.terms().hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"rate\": 1|\"rate\": 0.19|from 0.2 to 5",
        "\"rate\": 1|\"rate\": 5.01|from 0.2 to 5",
        "[\"joint-planning\"]|[]|at least one purpose",
        "\"expect\": {\"campaigns\"|\"expect\": {\"leads\"|not exchanged",
        "\"value\": 5, \"stage\": \"mid\"|\"value\": 5, \"stage\": \"soon\"|no stage of the ladder",
        "{\"early\": {\"release\"|{\"soon\": {\"release\"|no stage of the ladder",
        "{\"early\": {\"release\"|{\"so on\": {\"release\"|is no stage",
        "\"margins\": 50|\"margins\": -1|0 or more",
        "\"margins\": 50|\"margins\": 0.0001|three decimals",
        "tit-for-tat|tat|is no strategy",
        "\"per-day\": 0.005|\"per-day\": 0.011|at most 0.01",
        "\"strategic-alliance\"|\"friendship\"|is no partnership type",
        "\"per-day\": 0.005|\"per-day\": 1e-400|write 0",
        "\"ratio\": 0.8|\"ratio\": 0.80000000000000000001|write 0.8",
        "\"rate\": 1|\"rate\": 1.0000000000000000000001|write 1",
        "\"cleared\": 3, \"minimum|\"cleared\": 3.00000000000000000001, \"minimum|write 3",
        "\"minimum\": 0|\"minimum\": 9007199254740993|write 9007199254740992",
        "[100, 1000, 10000]|[100, 100.00000000000000000001]|write 100",
      })
  void termsThatCannotBeAreRefused(String part, String by, String reason) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> SampleTerms.with(part, by))
        .withMessageContaining(reason);
  }
}
