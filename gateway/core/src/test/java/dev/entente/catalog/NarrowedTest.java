package dev.entente.catalog;

import static dev.entente.catalog.DatasetTest.dataset;
import static dev.entente.catalog.DatasetTest.field;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a manifest that changed since the terms were signed leaves of them: less, never more. */
class NarrowedTest {
  private static final List<String> STAGES = List.of("early", "mid", "late");
  private static final String ID = field("id", "string", "\"stage\":\"early\"");
  private static final String BAND =
      ",\"weaker\":{\"early\":{\"release\":\"band\",\"bounds\":[%s]}}";

  @Test
  void aLaterStageHoldsAtOnceAndAnEarlierOneDoesNot() {
    assertThat(x("\"stage\":\"mid\"", "\"stage\":\"late\"").stage()).hasToString("late");
    assertThat(x("\"stage\":\"mid\"", "\"stage\":\"early\"").stage()).hasToString("mid");
  }

  @Test
  void aDroppedFieldIsGoneAndANewOneIsNotOffered() {
    String x = field("x", "integer", "\"stage\":\"mid\"");
    assertThat(dataset("id", ID, x).narrowed(dataset("id", ID), NarrowedTest::later))
        .contains(dataset("id", ID));
    assertThat(offered(dataset("id", ID), dataset("id", ID, x))).containsExactly("id");
    String never = field("x", "integer", "\"stage\":\"never\"");
    assertThat(dataset("id", ID, x).narrowed(dataset("id", ID, never), NarrowedTest::later))
        .contains(dataset("id", ID));
  }

  @Test
  void aFieldOfAnotherTypeIsGone() {
    var terms = dataset("id", ID, field("x", "integer", "\"stage\":\"mid\""));
    var now = dataset("id", ID, field("x", "string", "\"stage\":\"mid\""));
    assertThat(offered(terms, now)).containsExactly("id");
  }

  @Test
  void whatTheManifestHasAndTheTermsDoNotIsThereForConditionsOnRowsAlone() {
    var terms = dataset("id", ID, field("x", "integer", "\"stage\":\"mid\""));
    var now =
        dataset(
            "id",
            ID,
            field("x", "string", "\"stage\":\"mid\""),
            field("new", "date", "\"stage\":\"early\""),
            field("own", "boolean", "\"stage\":\"never\",\"rows\":true"));
    var narrowed = terms.narrowed(now, NarrowedTest::later).orElseThrow();
    assertThat(narrowed.unoffered()).hasToString("{x=string, new=date, own=boolean}");
    assertThat(narrowed.held()).hasToString("{id=string, x=string, new=date, own=boolean}");
    assertThat(narrowed.document()).isEqualTo(dataset("id", ID).document());
  }

  @Test
  void aMilestoneIsAddedButNeverTakenAway() {
    String plain = "\"stage\":\"mid\"";
    String won = plain + ",\"milestone\":\"won\"";
    assertThat(x(plain, won).milestone()).contains(new Milestone("won"));
    assertThat(x(won, plain).milestone()).contains(new Milestone("won"));
    assertThat(narrowed(won, plain + ",\"milestone\":\"other\"")).isEmpty();
  }

  @Test
  void aWeakerReleaseGoesAtOnceAndNoneComes() {
    String plain = "\"stage\":\"mid\"";
    String ten = plain + BAND.formatted("10");
    assertThat(x(ten, ten).weaker()).hasSize(1);
    assertThat(x(ten, plain).weaker()).isEmpty();
    assertThat(x(plain, ten).weaker()).isEmpty();
  }

  @Test
  void aCoarserReleaseHoldsAtOnceAndAFinerOneDoesNot() {
    assertThat(x(band("10,11"), band("10")).weaker()).isEqualTo(x(band("10"), band("10")).weaker());
    assertThat(x(band("10"), band("10,11")).weaker()).isEqualTo(x(band("10"), band("10")).weaker());
    assertThat(x(band("10"), band("9")).weaker()).isEqualTo(x(band("10"), band("10")).weaker());
  }

  @Test
  void whatWouldOpenEarlierLeavesTheWeakerReleaseThatWasAgreed() {
    assertThat(x(band("10"), "\"stage\":\"early\"").weaker())
        .isEqualTo(x(band("10"), band("10")).weaker());
  }

  private static String band(String bounds) {
    return "\"stage\":\"mid\"" + BAND.formatted(bounds);
  }

  @Test
  void filteringIsAllowedOnlyIfBothAllowIt() {
    String plain = "\"stage\":\"mid\",\"value\":10";
    String filter = plain + ",\"filter\":true";
    assertThat(x(filter, filter).mayFilter()).isTrue();
    assertThat(x(filter, plain).mayFilter()).isFalse();
    assertThat(x(plain, filter).mayFilter()).isFalse();
  }

  @Test
  void thePriceStaysThatOfTheTerms() {
    var x = x("\"stage\":\"mid\",\"value\":10", "\"stage\":\"mid\",\"value\":1");
    assertThat(x.value()).isEqualTo(10);
  }

  @Test
  void anotherKeyClosesTheDataset() {
    String other = field("x", "integer", "\"stage\":\"early\"");
    var terms = dataset("id", ID, other);
    assertThat(terms.narrowed(dataset("x", ID, other), NarrowedTest::later)).isEmpty();
    var otherType = dataset("id", field("id", "integer", "\"stage\":\"early\""), other);
    assertThat(terms.narrowed(otherType, NarrowedTest::later)).isEmpty();
  }

  @Test
  void theFieldsStandInTheManifestsOrder() {
    String b = field("b", "integer", "\"stage\":\"early\"");
    String a = field("a", "integer", "\"stage\":\"early\"");
    var narrowed = dataset("id", a, b, ID).narrowed(dataset("id", ID, b, a), NarrowedTest::later);
    assertThat(narrowed.orElseThrow().fields())
        .extracting(field -> field.name().value())
        .containsExactly("id", "b", "a");
  }

  private static List<String> offered(Dataset terms, Dataset manifest) {
    return terms.narrowed(manifest, NarrowedTest::later).orElseThrow().fields().stream()
        .map(field -> field.name().value())
        .toList();
  }

  private static Field x(String terms, String manifest) {
    return narrowed(terms, manifest).orElseThrow();
  }

  private static Optional<Field> narrowed(String terms, String manifest) {
    return dataset("id", ID, field("x", "integer", terms))
        .narrowed(dataset("id", ID, field("x", "integer", manifest)), NarrowedTest::later)
        .orElseThrow()
        .field(new FieldName("x"));
  }

  private static Stage later(Stage one, Stage other) {
    return STAGES.indexOf(one.value()) >= STAGES.indexOf(other.value()) ? one : other;
  }
}
