package dev.entente.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void noMoreRowsAreReadAtOnceThanOnePartOfAnExportHas() {
    assertThat(of(1).limit()).isEqualTo(1);
    assertThat(of(5_000).limit()).isEqualTo(5_000);
    for (int limit : new int[] {0, 5_001}) {
      assertThatThrownBy(() -> of(limit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("from 1 to 5000, not " + limit);
    }
  }

  private static Selection of(int limit) {
    return new Selection(List.of(), Optional.empty(), List.of(), limit, Optional.empty());
  }
}
