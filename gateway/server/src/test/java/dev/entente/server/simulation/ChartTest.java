package dev.entente.server.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.reciprocity.Amount;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
  @Test
  void labelsStandAtRoundNumbers() {
    assertThat(Chart.nice(365, 5)).isEqualTo(100);
    assertThat(Chart.nice(7, 5)).isEqualTo(2);
    assertThat(Chart.nice(4, 4)).isEqualTo(1);
    assertThat(Chart.nice(4000, 4)).isEqualTo(1000);
  }

  @Test
  void aLineStepsAtTheBeginningOfTheDayThatChanged() {
    var days = List.of(Amount.ZERO, Amount.of(100), Amount.of(100), Amount.of(50));
    String chart = new Chart("c", 4, 140, Amount.ZERO, Amount.of(100)).line("x", days).toString();
    // 334 units for four days, 100 for the amount; zero lies at 114.
    assertThat(chart)
        .contains("<path class='x' d='M40.0 114.0V114.0H123.5V14.0H290.5V64.0H374.0'/>");
  }

  @Test
  void wordsThatWouldStandOnEachOtherStandInRows() {
    String chart =
        new Chart("c", 334, 190, Amount.ZERO, Amount.of(1))
            .mark(1, "early")
            .mark(11, "mid")
            .mark(21, "late")
            .mark(61, "later")
            .toString();
    assertThat(chart)
        .contains("x='43.0' y='10.0'>early<")
        .contains("x='53.0' y='21.0'>mid<")
        .contains("x='63.0' y='32.0'>late<")
        .contains("x='103.0' y='10.0'>later<");
  }

  @Test
  void whateverAPartnerIsCalledIsText() {
    String chart = new Chart("<b>'\"&", 1, 100, Amount.ZERO, Amount.of(1)).toString();
    assertThat(chart).contains("<title>&lt;b&gt;&#39;&quot;&amp;</title>");
  }
}
