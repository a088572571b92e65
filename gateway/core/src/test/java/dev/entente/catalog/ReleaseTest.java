package dev.entente.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"release\":\"full\"}",
        "{\"release\":\"pseudonym\"}",
        "{\"release\":\"aggregate\"}",
        "{\"release\":\"band\",\"bounds\":[100,1000]}",
        "{\"release\":\"band\",\"bounds\":[-0.5,0.25]}",
        "{\"release\":\"truncate\",\"keep\":3}",
        "{\"release\":\"truncate\",\"to\":\"year\"}",
        "{\"release\":\"truncate\",\"to\":\"month\"}",
      })
  void aReleaseIsWrittenAsItWasRead(String json) {
    assertThat(Json.write(read(json).json())).asString().isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"release\":\"withheld\"}",
        "{\"release\":\"aggregate\",\"keep\":3}",
        "{\"release\":\"full\",\"keep\":3}",
        "{\"release\":\"band\"}",
        "{\"release\":\"band\",\"bounds\":[]}",
        "{\"release\":\"band\",\"bounds\":[2,1]}",
        "{\"release\":\"band\",\"bounds\":[1,1.0]}",
        "{\"release\":\"band\",\"bounds\":[\"1\"]}",
        "{\"release\":\"truncate\"}",
        "{\"release\":\"truncate\",\"keep\":0}",
        "{\"release\":\"truncate\",\"keep\":1001}",
        "{\"release\":\"truncate\",\"keep\":3,\"to\":\"year\"}",
        "{\"release\":\"truncate\",\"to\":\"day\"}",
      })
  void aReleaseThatCannotBeIsRefused(String json) {
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> read(json));
  }

  @Test
  void aReleaseNarrowsAnotherOnlyWhereItTellsNoMoreOfAnyValue() {
    assertThat(band("10").narrows(band("10,20"))).isTrue();
    assertThat(band("10,20").narrows(band("10"))).isFalse();
    assertThat(band("9").narrows(band("10,20"))).isFalse();
    assertThat(new Release.Truncate(2).narrows(new Release.Truncate(3))).isTrue();
    assertThat(new Release.Truncate(3).narrows(new Release.Truncate(2))).isFalse();
    var year = new Release.TruncateTo(Release.TruncateTo.Unit.YEAR);
    var month = new Release.TruncateTo(Release.TruncateTo.Unit.MONTH);
    assertThat(year.narrows(month)).isTrue();
    assertThat(month.narrows(year)).isFalse();
    assertThat(new Release.Pseudonym().narrows(new Release.Truncate(3))).isFalse();
    assertThat(new Release.Pseudonym().narrows(new Release.Pseudonym())).isTrue();
    assertThat(new Release.Full().narrows(year)).isFalse();
  }

  private static Release band(String bounds) {
    return read("{\"release\":\"band\",\"bounds\":[" + bounds + "]}");
  }

  @Test
  void aBandHasAtMostAHundredBounds() {
    String bounds = String.join(",", Collections.nCopies(101, "1"));
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> read("{\"release\":\"band\",\"bounds\":[" + bounds + "]}"))
        .withMessageContaining("1 to 100 bounds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"release\":\"band\",\"bounds\":[1]}|INTEGER NUMBER DECIMAL",
        "{\"release\":\"truncate\",\"keep\":3}|STRING",
        "{\"release\":\"truncate\",\"to\":\"year\"}|DATE TIMESTAMP",
        "{\"release\":\"pseudonym\"}|STRING INTEGER NUMBER DECIMAL BOOLEAN DATE TIMESTAMP",
      })
  void aReleaseSuitsItsTypesOnly(String json, String types) {
    for (FieldType type : FieldType.values()) {
      assertThat(read(json).suits(type))
          .as("%s as %s", type, json)
          .isEqualTo((" " + types + " ").contains(" " + type.name() + " "));
    }
  }

  private static Release read(String json) {
    return Release.read(Doc.of(Json.read(json.getBytes(StandardCharsets.UTF_8))));
  }
}
