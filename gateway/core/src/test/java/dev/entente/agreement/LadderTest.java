package dev.entente.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.entente.catalog.Stage;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
  private static final Stage EARLY = new Stage("early");
  private static final Stage MID = new Stage("mid");
  private static final Stage LATE = new Stage("late");

  @Test
  void aWindowMayBeTwiceTheOneBeforeAndNoMore() {
    assertThat(ladder(2, "").stages()).containsExactly(EARLY, MID);
    refused("2.001", "").withMessageContaining("say `steep: true`");
    assertThat(ladder(2.001, ", \"steep\": true").has(MID)).isTrue();
    refused("1", ", \"steep\": false, \"window\": 9");
  }

  @Test
  void fromAWindowOfNothingEveryStepIsSteep() {
    String json = "[{\"stage\":\"early\",\"window\":0},{\"stage\":\"mid\",\"window\":0.001}]";
    assertThatExceptionOfType(Malformed.class).isThrownBy(() -> read(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|1 to 20 stages",
        "[{\"stage\":\"a\",\"window\":1},{\"stage\":\"a\",\"window\":1}]|twice",
        "[{\"stage\":\"a\",\"window\":-1}]|a window is from 0",
        "[{\"stage\":\"a\",\"window\":1000000000001}]|a window is from 0",
        "[{\"stage\":\"a\",\"window\":1e999999999}]|larger than a double",
        "[{\"stage\":\"a\",\"window\":0.0001}]|three decimals",
        "[{\"stage\":\"a\"}]|`window` is missing",
        "[{\"stage\":\"a\",\"window\":1,\"gate\":{\"approvals\":0}}]|0 is not from 1",
        "[{\"stage\":\"a\",\"window\":1,\"gate\":{\"cleared\":-1}}]|cleared is from 0",
        "[{\"stage\":\"a\",\"window\":1,\"gates\":{}}]|unknown name",
      })
  void aLadderThatCannotBeIsRefused(String json, String reason) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining(reason);
  }

  @Test
  void stagesAreReachedInTheirOrder() {
    var ladder = SampleTerms.terms().ladder();
    assertThat(ladder.first()).isEqualTo(EARLY);
    assertThat(ladder.reached(EARLY)).containsExactly(EARLY);
    assertThat(ladder.reached(LATE)).containsExactly(EARLY, MID, LATE);
    assertThat(ladder.reached(new Stage("other"))).isEmpty();
    assertThat(ladder.later(MID, EARLY)).isEqualTo(MID);
    assertThat(ladder.later(EARLY, LATE)).isEqualTo(LATE);
    assertThat(ladder.next(EARLY)).map(Ladder.Rung::stage).contains(MID);
    assertThat(ladder.next(LATE)).isEmpty();
  }

  private static Ladder ladder(double window, String more) {
    return read(json(String.valueOf(window), more));
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<Malformed> refused(
      String window, String more) {
    return assertThatExceptionOfType(Malformed.class).isThrownBy(() -> read(json(window, more)));
  }

  private static String json(String window, String more) {
    return "[{\"stage\":\"early\",\"window\":1},{\"stage\":\"mid\",\"window\":%s%s}]"
        .formatted(window, more);
  }

  private static Ladder read(String json) {
    return Ladder.read(Doc.of(Json.read(json.getBytes(StandardCharsets.UTF_8))));
  }
}
