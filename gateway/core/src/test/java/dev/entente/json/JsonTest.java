package dev.entente.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "[{\"b\":{\"a\":1,\"a\":1}}]",
      })
  void aNameThatStandsTwiceIsRefused(String text) {
    refused(text).hasMessageContaining("stands here twice (line 1, column ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "{}x", "1 2", "{},", "[]]", "{}\u0000"})
  void nothingFollowsTheDocument(String text) {
    refused(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n"})
  void anEmptyDocumentIsRefused(String text) {
    refused(text).hasMessageContaining("empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':1}",
        "{a:1}",
        "[1,]",
        "[NaN]",
        "[+1]",
        "[01]",
        "// a\n{}",
        "[\"\t\"]",
        "\uFEFF{}"
      })
  void whatIsAlmostJsonIsRefused(String text) {
    refused(text);
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    for (byte[] bytes :
        List.of(
            new byte[] {'"', (byte) 0xff, '"'},
            new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'},
            new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
            "\"a\"".getBytes(StandardCharsets.UTF_16))) {
      assertThatThrownBy(() -> Json.read(bytes)).isInstanceOf(Malformed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\ud800\"",
        "\"\\uDC00\"",
        "\"\\ud83d\\\\ude00\"",
        "\"\\ud83dx\"",
        "\"\\ude00\\ud83d\"",
        "{\"\\ud800\":1}",
        "\"\\\\\\ud800\"",
      })
  void halfASurrogatePairIsRefused(String text) {
    refused(text).hasMessageContaining("half a surrogate pair");
  }

  @Test
  void aWholeSurrogatePairIsRead() {
    assertThat(read("\"\\ud83d\\ude00\"").textValue()).isEqualTo("😀");
    assertThat(read("\"😀\"").textValue()).isEqualTo("😀");
    assertThat(read("\"\\\\ud800\"").textValue()).isEqualTo("\\ud800");
  }

  @Test
  void aHundredDeepIsReadAndOneMoreIsNot() {
    assertThat(read("[".repeat(100) + "]".repeat(100)).isArray()).isTrue();
    refused("[".repeat(101) + "]".repeat(101));
    refused("{\"a\":".repeat(100_000));
  }

  @Test
  void numbersAreReadExactlyAndNotWithoutEnd() {
    assertThat(read("0.1000000000000000055511151231257827").decimalValue())
        .isEqualByComparingTo("0.1000000000000000055511151231257827");
    assertThat(read("9".repeat(100)).isIntegralNumber()).isTrue();
    refused("9".repeat(101));
    refused("0." + "9".repeat(1_000_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} {}", "😀", "[", "{\"a\":1,\"a\":2}", "truth", "\"\\q\""})
  void aRefusalNamesNoClassAndCanItselfBeSent(String text) {
    refused(text)
        .satisfies(
            e -> {
              assertThat(e.getMessage()).doesNotContain("fasterxml", "Exception", "java.");
              byte[] sent = Json.write(Map.of("detail", e.getMessage()));
              assertThat(Json.read(sent).get("detail").textValue()).isEqualTo(e.getMessage());
            });
  }

  @Test
  void canonicalJsonIsSortedAndItsNumbersAreShortest() {
    assertThat(
            new String(
                Json.canonical(read("{\"b\":1.50,\"a\":[1e2,\"é\\u0001\"]}")),
                StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":[100,\"é\\u0001\"],\"b\":1.5}");
  }

  @Test
  void aTreeIsWrittenAsJacksonWritesIt() throws JsonProcessingException {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("text", "é\u0001\"\\/\u007f\u2028😀");
    tree.put("numbers", List.of(1, -7L, Long.MIN_VALUE, new BigDecimal("1.50"), 0.1, 1e300));
    tree.put("others", Arrays.asList(null, true, Map.of(), List.of(), Json.tree(List.of("x"))));
    assertThat(Json.write(tree)).isEqualTo(new JsonMapper().writeValueAsBytes(tree));
  }

  @Test
  void membersAreWrittenAsTheirTreeIs() {
    long[] numbers = {0, 9, 10, 99, 100, Integer.MAX_VALUE, Integer.MAX_VALUE + 1L};
    for (long number : numbers) {
      var members = new Members(1).put("a", number).put("b", -number).put("c", "x");
      members.begin("d").put("e", new BigDecimal("1.50")).end();
      members.begin("f").end();
      var tree = new LinkedHashMap<String, Object>();
      tree.put("a", number);
      tree.put("b", -number);
      tree.put("c", "x");
      tree.put("d", Map.of("e", new BigDecimal("1.50")));
      tree.put("f", Map.of());
      assertThat(members.endToBytes()).isEqualTo(Json.write(tree));
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode read(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      String text) {
    return assertThatThrownBy(() -> read(text)).isInstanceOf(Malformed.class);
  }
}
