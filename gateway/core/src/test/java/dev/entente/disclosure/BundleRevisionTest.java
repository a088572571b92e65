package dev.entente.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleRevisionTest {
  @ParameterizedTest
  @CsvSource({
    "7, 8",
    "9, 10",
    "1.4.2, 1.10.0",
    "1.4, 1.4.1",
    "2026-11-26, 2026-12-01",
    "2026-11-26T10:00:00Z, 2026-11-26T10:00:01Z",
    "7+zzz, 8+aaa",
    "99999999999999999999, 100000000000000000000"
  })
  void one_comes_after_the_other(String earlier, String later) {
    assertThat(revision(later).isAfter(revision(earlier))).isTrue();
    assertThat(revision(earlier).isAfter(revision(later))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "7+a, 7+b", "07, 7"})
  void these_come_neither_before_nor_after(String one, String other) {
    assertThat(revision(one).isAfter(revision(other))).isFalse();
    assertThat(revision(other).isAfter(revision(one))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "main", "v7", "7a", "3fa85f64", "7.", ".7", "standard+9c1f", "7 8"})
  void these_have_no_order(String text) {
    assertThat(revision(text).isOrdered()).isFalse();
    assertThat(revision("9").isAfter(revision(text))).isFalse();
    assertThat(revision(text).isAfter(revision("0"))).isFalse();
  }

  @Test
  void what_cannot_be_shown_in_a_line_is_no_revision() {
    assertThatThrownBy(() -> revision("7\n8")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> revision("7".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BundleRevision revision(String text) {
    return new BundleRevision(text);
  }
}
