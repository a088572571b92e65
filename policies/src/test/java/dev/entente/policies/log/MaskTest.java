package dev.entente.policies.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OPA's rules for masking do to an event. */
class MaskTest {
  private static final String EVENT =
      """
      {"decision_id":"d","input":{"partner":"Orchard","asked":["a","b","c"],
       "fields":{"margin":{"value":20}}},"result":{"released":{}}}\
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"/input/partner\"]|/input/partner|``|Orchard",
        "[\"/input/fields/margin/value\"]|/input/fields/margin/value|``|20",
        "[\"/input\"]|/input|``|\"input\"",
        "[\"/input/asked/1\"]|/input/asked/1|``|\"b\"",
        "[{\"op\":\"remove\",\"path\":\"/result\"}]|/result|``|released",
        "[{\"op\":\"upsert\",\"path\":\"/input/partner\",\"value\":\"**\"}]|``|/input/partner|Orchard",
        "[{\"op\":\"upsert\",\"path\":\"/input/partner\"}]|``|/input/partner|Orchard",
        "[{\"op\":\"upsert\",\"path\":\"/input\",\"value\":null}]|``|/input|Orchard",
        "[{\"op\":\"upsert\",\"path\":\"/input/asked/0\",\"value\":\"x\"}]|``|/input/asked/0|\"a\"",
      })
  void whatARuleNamesIsNotThereAnyMoreAndThatIsListed(
      String rules, String erased, String masked, String gone) {
    ObjectNode event = event();
    assertThat(event.toString()).contains(gone);
    Mask.apply(read(rules), event);
    assertThat(event.at("/erased/0").asText("")).isEqualTo(erased);
    assertThat(event.at("/masked/0").asText("")).isEqualTo(masked);
    event.remove("erased");
    event.remove("masked");
    assertThat(event.toString()).doesNotContain(gone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[\"/input/nobody\"]",
        "[\"/input/partner/deeper\"]",
        "[\"/input/asked/3\",\"/input/asked/x\",\"/input/asked/-1\"]",
        "[\"/nd_builtin_cache/http.send\"]",
        "[{\"op\":\"upsert\",\"path\":\"/nd_builtin_cache/x\",\"value\":1}]",
        "[{\"op\":\"upsert\",\"path\":\"/input/partner/x\",\"value\":1}]",
        "[{\"op\":\"upsert\",\"path\":\"/input/asked/7\",\"value\":1}]"
      })
  void aPathThatLeadsNowhereIsPassedOver(String rules) {
    ObjectNode event = event();
    Mask.apply(read(rules), event);
    assertThat(event).isEqualTo(event());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "true",
        "\"/input\"",
        "[1]",
        "[null]",
        "[\"\"]",
        "[\"input/partner\"]",
        "[\"/labels\"]",
        "[\"/decision_id\"]",
        "[\"/\"]",
        "[{\"path\":\"/input\"}]",
        "[{\"op\":\"remove\"}]",
        "[{\"op\":\"delete\",\"path\":\"/input\"}]",
        "[{\"op\":\"remove\",\"path\":1}]"
      })
  void aRuleThatIsNotUnderstoodIsAFailure(String rules) {
    assertThatThrownBy(() -> Mask.apply(read(rules), event())).isInstanceOf(Malformed.class);
  }

  @Test
  void indexesAreThoseOfTheEventAsTheRulesSawIt() {
    ObjectNode event = event();
    Mask.apply(read("[\"/input/asked/0\",\"/input/asked/1\"]"), event);
    assertThat(event.at("/input/asked").toString()).isEqualTo("[\"c\"]");
  }

  @Test
  void whatIsPutInMakesItsOwnWay() {
    ObjectNode event = event();
    Mask.apply(read("[{\"op\":\"upsert\",\"path\":\"/input/x/y\",\"value\":1}]"), event);
    assertThat(event.at("/input/x/y").intValue()).isEqualTo(1);
  }

  private static ObjectNode event() {
    return (ObjectNode) read(EVENT);
  }

  private static JsonNode read(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
