package dev.entente.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DocTest {
  @Test
  void aWrongTypeIsRefusedAtItsPlace() {
    var doc = doc("{\"a\":[1,{\"b\":\"x\"}]}");
    refused(() -> doc.at("a").items().get(1).at("b").bool(), "/a/1/b", "the text `x`");
    refused(() -> doc.at("a").items().get(0).text(), "/a/0", "the number 1");
    refused(() -> doc.at("a").text(), "/a", "a list");
    refused(doc::items, "", "named values");
    refused(() -> doc.at("a").at("b"), "/a", "a list");
  }

  @Test
  void aPlaceIsEscapedAsRfc6901Says() {
    refused(() -> doc("{\"a/b~c\":1}").at("a/b~c").text(), "/a~1b~0c", "a text is expected");
  }

  @Test
  void aMissingNameIsNamedWhereItShouldStand() {
    refused(() -> doc("{\"a\":{}}").at("a").at("b"), "/a", "`b` is missing");
    refused(() -> doc("{\"b\":null}").at("b"), "", "`b` is missing");
    assertThat(doc("{\"b\":null}").find("b")).isEmpty();
  }

  @Test
  void anUnknownNameIsRefusedAndTheKnownOnesAreListed() {
    refused(() -> doc("{\"limt\":1}").only("limit", "sort"), "/limt", "limit, sort");
  }

  @Test
  void aListNamesNothingTwice() {
    refused(() -> doc("[\"a\",\"b\",\"a\"]").texts(), "/2", "`a` stands here twice");
    assertThat(doc("[\"b\",\"a\"]").texts()).containsExactly("b", "a");
  }

  @Test
  void aWholeNumberHasBoundsAndNoFraction() {
    assertThat(doc("1000").integer(1, 1000)).isEqualTo(1000);
    refused(() -> doc("1001").integer(1, 1000), "", "1001 is not from 1 to 1000");
    for (String wrong : new String[] {"1.0", "1e2", "4294967297", "\"1\"", "true", "null"}) {
      refused(() -> doc(wrong).integer(1, 1000), "", "a whole number from 1 to 1000");
    }
  }

  @Test
  void whatAConstructorRefusesIsRefusedAtItsPlace() {
    refused(
        () ->
            doc("{\"a\":\"x\"}")
                .at("a")
                .as(
                    text -> {
                      throw new IllegalArgumentException(text + " is wrong");
                    }),
        "/a",
        "x is wrong");
  }

  @Test
  void membersKeepTheirOrder() {
    assertThat(doc("{\"z\":1,\"a\":2}").members().keySet()).containsExactly("z", "a");
  }

  private static Doc doc(String json) {
    return Doc.of(Json.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static void refused(ThrowingCallable reading, String pointer, String reason) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(reading)
        .satisfies(e -> assertThat(e.pointer()).isEqualTo(pointer))
        .satisfies(e -> assertThat(e.reason()).contains(reason));
  }
}
