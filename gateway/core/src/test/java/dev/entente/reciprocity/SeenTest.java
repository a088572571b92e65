package dev.entente.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.catalog.FieldName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenTest {
  private static final RecordKey ACME = new RecordKey(1, 2);
  private static final FieldName SECTOR = new FieldName("sector");
  private static final Map<Form, Long> TOLD = Map.of(Form.BAND, 30L, Form.FULL, 40L);

  private final Seen seen = Seen.ofDataset();
  private final int sector = seen.numbers(List.of(SECTOR))[0];

  private void released(Form form, long hash) {
    seen.remember(ACME, new long[] {Cell.pack(sector, form, hash)});
  }

  private boolean hasTold() {
    return seen.hasTold(ACME, SECTOR, TOLD);
  }

  @Test
  void whatWasNeverReleasedWasNotTold() {
    assertThat(hasTold()).isFalse();
    released(Form.BAND, 31);
    assertThat(hasTold()).isFalse();
  }

  @Test
  void onlyTheStrongestFormTellsWhetherAValueWasOurs() {
    released(Form.BAND, 30);
    assertThat(hasTold()).isTrue();
    released(Form.FULL, 41);
    assertThat(hasTold()).as("another value in full").isFalse();
    released(Form.FULL, 40);
    assertThat(hasTold()).isTrue();
    released(Form.BAND, 31);
    assertThat(hasTold()).as("the band has changed since").isTrue();
  }

  @Test
  void ofTwoFormsThatTellAsMuchEitherWillDo() {
    released(Form.BAND, 30);
    released(Form.TRUNCATE, 33);
    assertThat(hasTold()).isTrue();
  }
}
