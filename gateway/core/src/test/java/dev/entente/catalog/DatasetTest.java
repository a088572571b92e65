package dev.entente.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
  private static final String ID = field("id", "string", "\"stage\":\"early\"");

  @Test
  void aFieldThatIsNeverReleasedIsNotInItAtAll() {
    var dataset = dataset("id", ID, field("notes", "string", "\"stage\":\"never\""));
    assertThat(dataset.fields()).extracting(Field::name).containsExactly(new FieldName("id"));
    assertThat(Json.write(dataset.document())).asString().doesNotContain("notes");
  }

  @Test
  void aFieldThatIsNeverReleasedMayBeHeldForConditionsOnRows() {
    var dataset =
        dataset(
            "id",
            ID,
            field("notes", "string", "\"stage\":\"never\""),
            field("owner", "date", "\"stage\":\"never\",\"rows\":true"));
    assertThat(dataset.unoffered()).hasToString("{owner=date}");
    assertThat(dataset.fields()).extracting(Field::name).containsExactly(new FieldName("id"));
    assertThat(Json.write(dataset.document())).asString().doesNotContain("owner");
    assertThat(dataset("id", ID, field("owner", "date", "\"stage\":\"never\",\"rows\":false")))
        .isEqualTo(dataset("id", ID));
  }

  @Test
  void aKeyFieldThatIsNeverReleasedIsRefused() {
    refused("notes", ID, field("notes", "string", "\"stage\":\"never\""))
        .withMessageContaining("`notes` is none of the fields offered");
  }

  @Test
  void theKeyFieldsShareOneStage() {
    String late = field("part", "string", "\"stage\":\"late\"");
    refused("id\",\"part", ID, late).withMessageContaining("share one stage");
    assertThat(dataset("id", ID, late).key()).hasSize(1);
  }

  @Test
  void twoHundredAndFiftySixFieldsAreTakenAndOneMoreIsNot() {
    assertThat(dataset("f0", fields(256)).fields()).hasSize(256);
    refused("f0", fields(257)).withMessageContaining("at most 256");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"stage\":\"early\",\"value\":3|1, 2, 5, 10 or 20",
        "\"stage\":\"early\",\"value\":0|1, 2, 5, 10 or 20",
        "\"stage\":\"early\",\"colour\":1|unknown name `colour`",
        "\"stage\":\"so on\"|is no stage",
        "\"stage\":\"mid\",\"weaker\":{\"early\":{\"release\":\"full\"}}|a weaker release is",
        "\"stage\":\"mid\",\"weaker\":{\"early\":{\"release\":\"band\",\"bounds\":[1]}}|cannot be released as band",
        "\"stage\":\"early\",\"filter\":1|true or false",
        "\"stage\":\"early\",\"rows\":true|rows can be told by any other",
        "\"stage\":\"never\",\"rows\":1|true or false",
      })
  void aFieldThatCannotBeIsRefused(String more, String reason) {
    refused("id", ID, field("x", "string", more)).withMessageContaining(reason);
  }

  @Test
  void theBoundsOfAnIntegersBandAreWholeAndThoseOfOtherNumbersNeedNotBe() {
    String band = "\"stage\":\"mid\",\"weaker\":{\"early\":{\"release\":\"band\",\"bounds\":[%s]}}";
    refused("id", ID, field("x", "integer", band.formatted("1, 100.5")))
        .withMessageContaining("whole numbers")
        .satisfies(e -> assertThat(e.pointer()).isEqualTo("/fields/x/weaker/early"));
    assertThat(dataset("id", ID, field("x", "integer", band.formatted("1.0, 1e2"))).fields())
        .hasSize(2);
    for (String type : List.of("number", "decimal")) {
      assertThat(dataset("id", ID, field("x", type, band.formatted("1, 100.5"))).fields())
          .hasSize(2);
    }
  }

  @Test
  void aKeyHasEightFieldsAtMost() {
    assertThat(dataset("f0\",\"f1\",\"f2\",\"f3\",\"f4\",\"f5\",\"f6\",\"f7", fields(9)).key())
        .hasSize(8);
    refused("f0\",\"f1\",\"f2\",\"f3\",\"f4\",\"f5\",\"f6\",\"f7\",\"f8", fields(9))
        .withMessageContaining("at most 8");
  }

  @Test
  void dearFieldsAreFilteredOnOnlyIfTheirManifestSaysSo() {
    assertThat(only("\"value\":5").mayFilter()).isTrue();
    assertThat(only("\"value\":10").mayFilter()).isFalse();
    assertThat(only("\"value\":20").mayFilter()).isFalse();
    assertThat(only("\"value\":20,\"filter\":true").mayFilter()).isTrue();
  }

  private static Field only(String more) {
    return dataset("id", ID, field("x", "string", "\"stage\":\"early\"," + more))
        .field(new FieldName("x"))
        .orElseThrow();
  }

  private static String[] fields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> field("f" + i, "string", "\"stage\":\"early\""))
        .toArray(String[]::new);
  }

  static String field(String name, String type, String more) {
    String value = more.contains("\"value\"") ? "" : ",\"value\":1";
    return "\"%s\":{\"type\":\"%s\",\"category\":\"c\"%s,%s}".formatted(name, type, value, more);
  }

  static Dataset dataset(String key, String... fields) {
    String json =
        "{\"title\":\"T\",\"key\":[\"%s\"],\"fields\":{%s}}"
            .formatted(key, String.join(",", fields));
    return Dataset.read(
        new DatasetId("d"), Doc.of(Json.read(json.getBytes(StandardCharsets.UTF_8))));
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<Malformed> refused(
      String key, String... fields) {
    return assertThatExceptionOfType(Malformed.class).isThrownBy(() -> dataset(key, fields));
  }
}
