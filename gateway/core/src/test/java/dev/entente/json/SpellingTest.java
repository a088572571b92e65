package dev.entente.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  private static final List<String> KNOWN = List.of("title", "key", "fields", "external-origin");

  @ParameterizedTest
  @CsvSource({
    "titel,title",
    "Title,title",
    "keys,key",
    "field,fields",
    "external_origin,external-origin",
    "externalorigin,external-origin"
  })
  void aNearMissIsGuessed(String name, String meant) {
    assertThat(Spelling.nearest(name, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"owner", "ke-yy-yy", "x", "origin"})
  void whatIsFarFromEveryNameIsNotGuessed(String name) {
    assertThat(Spelling.nearest(name, KNOWN)).isEmpty();
  }

  @Test
  void aVeryLongNameIsNotMeasured() {
    assertThat(Spelling.nearest("t".repeat(100_000), KNOWN)).isEmpty();
  }
}
