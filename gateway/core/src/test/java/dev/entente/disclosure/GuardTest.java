package dev.entente.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.disclosure.Decision.Because;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A policy that would release everything, and what the terms leave of it. */
class GuardTest {
  private static final Release FULL = new Release.Full();
  private static final Rows EVERY = new Rows.Every();
  private static final Release SIZES = band(100, 1000, 10000);

  @Test
  void aStageThatIsNotReachedIsHeldBack() {
    assertThat(releasedOf(everything(), Inputs.at("early")))
        .containsExactlyInAnyOrder("ticker", "sector", "city", "rating", "scout");
    assertThat(releasedOf(everything(), Inputs.at("mid"))).contains("employees");
    assertThat(releasedOf(everything(), Inputs.at("mid"))).doesNotContain("margin");
    assertThat(releasedOf(everything(), Inputs.at("late"))).contains("margin");
  }

  @Test
  void aMilestoneThatWasNotShownIsHeldBack() {
    assertThat(releasedOf(everything(), Inputs.at("late"))).doesNotContain("award");
    assertThat(releasedOf(everything(), Inputs.at("late", "other"))).doesNotContain("award");
    assertThat(releasedOf(everything(), Inputs.at("late", "joint-win"))).contains("award");
  }

  @Test
  void beforeItsStageAFieldLeavesOnlyAsTheTermsSay() {
    assertThat(released("employees", SIZES, Inputs.at("early"))).isTrue();
    assertThat(released("employees", band(100, 1000, 10001), Inputs.at("early"))).isFalse();
    assertThat(released("employees", band(100), Inputs.at("early"))).isFalse();
    assertThat(released("employees", new Release.Pseudonym(), Inputs.at("early"))).isFalse();
    assertThat(released("margin", band(100), Inputs.at("mid"))).isFalse();
  }

  @Test
  void aWeakerReleaseOfAStageThatIsNotReachedIsHeldBack() {
    var terms = SampleTerms.with("\"weaker\": {\"early\":", "\"weaker\": {\"late\":");
    var late =
        SampleTerms.with("\"value\": 5, \"stage\": \"mid\"", "\"value\": 5, \"stage\": \"late\"");
    assertThat(late.hash()).isNotEqualTo(terms.hash());
    assertThat(released("employees", SIZES, Inputs.of(terms, "early", planning()))).isFalse();
    assertThat(released("employees", SIZES, Inputs.of(late, "early", planning()))).isTrue();
  }

  @Test
  void whereMoreMayLeaveLessMayToo() {
    assertThat(released("employees", band(7), Inputs.at("mid"))).isTrue();
    assertThat(released("sector", new Release.Pseudonym(), Inputs.at("early"))).isTrue();
  }

  @Test
  void aReleaseThatDoesNotSuitTheTypeIsHeldBack() {
    assertThat(released("sector", band(7), Inputs.at("early"))).isFalse();
    assertThat(released("employees", new Release.Truncate(1), Inputs.at("mid"))).isFalse();
  }

  @Test
  void withoutAnAgreedPurposeNothingLeaves() {
    for (Optional<String> purpose : List.of(Optional.<String>empty(), Optional.of("resale"))) {
      var held = Guard.hold(everything(), Inputs.of(SampleTerms.terms(), "late", purpose));
      assertThat(held.released()).isEmpty();
      assertThat(held.withheld()).hasSize(8);
    }
  }

  @Test
  void aFieldThatTheTermsDoNotOfferIsNotEvenNamed() {
    var names = new HashMap<>(everything().released());
    names.put(new FieldName("payroll"), new Released(FULL, Optional.empty()));
    var withheld = Map.of(new FieldName("plans"), withheld(Because.STAGE));
    var held = Guard.hold(new Decision(names, withheld, EVERY), Inputs.at("late"));
    assertThat(held.released()).doesNotContainKey(new FieldName("payroll"));
    assertThat(held.withheld())
        .doesNotContainKeys(new FieldName("payroll"), new FieldName("plans"));
  }

  @Test
  void whatIsHeldBackIsNamedAsThePolicysFault() {
    var why = Guard.hold(everything(), Inputs.at("early")).withheld().get(new FieldName("margin"));
    assertThat(why.reason().because()).isEqualTo(Because.POLICY);
    assertThat(why.reason().unlock()).isNotEmpty();
  }

  @Test
  void withoutItsKeyNothingOfADatasetLeaves() {
    var key = new FieldName("ticker");
    var names = new HashMap<>(everything().released());
    names.put(key, new Released(new Release.Pseudonym(), Optional.empty()));
    assertThat(releasedOf(new Decision(names, Map.of(), EVERY), Inputs.at("late"))).isEmpty();
    names.remove(key);
    assertThat(releasedOf(new Decision(names, Map.of(), EVERY), Inputs.at("late"))).isEmpty();
    var closed =
        Guard.hold(
            new Decision(names, Map.of(key, withheld(Because.STAGE)), EVERY), Inputs.at("late"));
    assertThat(closed.released()).isEmpty();
    assertThat(closed.withheld().values())
        .extracting(field -> field.reason().because())
        .contains(Because.STAGE);
    assertThat(closed.withheld().get(new FieldName("city")).reason().because())
        .isEqualTo(Because.STAGE);
  }

  @Test
  void aFieldThatThePolicyDoesNotNameStaysHidden() {
    var key = new FieldName("ticker");
    var held =
        Guard.hold(
            new Decision(Map.of(key, new Released(FULL, Optional.empty())), Map.of(), EVERY),
            Inputs.at("late"));
    assertThat(held.released()).containsOnlyKeys(key);
    assertThat(held.withheld()).isEmpty();
  }

  private static boolean released(String field, Release release, PolicyInput input) {
    var names = new HashMap<>(everything().released());
    names.put(new FieldName(field), new Released(release, Optional.empty()));
    return releasedOf(new Decision(names, Map.of(), EVERY), input).contains(field);
  }

  private static List<String> releasedOf(Decision decision, PolicyInput input) {
    return Guard.hold(decision, input).released().keySet().stream().map(FieldName::value).toList();
  }

  private static Decision everything() {
    var released = new HashMap<FieldName, Released>();
    for (Field field : Inputs.at("early").dataset().fields()) {
      released.put(field.name(), new Released(FULL, Optional.empty()));
    }
    return new Decision(released, Map.of(), EVERY);
  }

  private static Withheld withheld(Because because) {
    return new Withheld(new Reason(because, List.of("wait")));
  }

  private static Optional<String> planning() {
    return Optional.of("joint-planning");
  }

  private static Release band(long... bounds) {
    return new Release.Band(java.util.Arrays.stream(bounds).mapToObj(BigDecimal::valueOf).toList());
  }
}
