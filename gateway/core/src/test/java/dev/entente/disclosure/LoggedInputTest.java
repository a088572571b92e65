package dev.entente.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.agreement.SampleTerms;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written down of a question is that question again, or nothing. */
class LoggedInputTest {
  private static final Terms TERMS = SampleTerms.terms();

  private static final SequencedMap<FieldName, FieldType> HELD =
      new LinkedHashMap<>(
          Map.of(
              new FieldName("region"), FieldType.STRING, new FieldName("city"), FieldType.STRING));

  static Stream<PolicyInput> inputs() {
    PolicyInput plain = Inputs.at("early");
    return Stream.of(
        plain,
        Inputs.at("late", "pilot", "launch"),
        Inputs.of(TERMS, "mid", Optional.empty()),
        Inputs.of(TERMS, "mid", Optional.of("curiosity")),
        new PolicyInput(
            TERMS,
            plain.dataset(),
            plain.stage(),
            plain.purpose(),
            plain.date(),
            plain.milestones(),
            new TreeSet<>(List.of("a", "b")),
            new TreeSet<>(List.of("d")),
            new LinkedHashSet<>(List.of(new FieldName("ticker"), new FieldName("city"))),
            new TreeSet<>(List.of(new Category("margins"), new Category("accounts")))));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void whatIsReadSaysWhatWasWritten(PolicyInput input) {
    PolicyInput read = LoggedInput.read(Json.read(Json.write(input.json())), TERMS, HELD);
    assertThat(read.json()).isEqualTo(input.json());
    assertThat(read.dataset().fields()).isEqualTo(input.dataset().fields());
    assertThat(read.asked()).containsExactlyElementsOf(input.asked());
    assertThat(read.dry()).isEqualTo(input.dry());
    assertThat(read.dataset().unoffered()).containsOnlyKeys(new FieldName("region"));
  }

  @Test
  void aFieldAsItsManifestHadItIsKept() {
    var document = (ObjectNode) Json.read(Json.write(Inputs.at("early").json()));
    ((ObjectNode) document.at("/fields/city")).put("stage", "late");
    PolicyInput read = LoggedInput.read(document, TERMS, HELD);
    assertThat(read.dataset().field(new FieldName("city")).orElseThrow().stage().value())
        .isEqualTo("late");
  }

  @ParameterizedTest
  @CsvSource({
    "partner,Pear",
    "type,reseller",
    "agreement,plums",
    "date,yesterday",
    "stage,nowhere",
    "weather,fine"
  })
  void whatWasWrittenUnderOtherTermsOrByOthersIsRefused(String name, String value) {
    var document = (ObjectNode) Json.read(Json.write(Inputs.at("early").json()));
    document.put(name, value);
    assertThatThrownBy(() -> LoggedInput.read(document, TERMS, HELD))
        .isInstanceOfAny(Malformed.class, IllegalArgumentException.class);
  }

  @Test
  void aLadderOfOtherTermsIsRefused() {
    var document = (ObjectNode) Json.read(Json.write(Inputs.at("early").json()));
    document.withArray("stages").add("beyond");
    assertThatThrownBy(() -> LoggedInput.read(document, TERMS, HELD)).isInstanceOf(Malformed.class);
  }
}
