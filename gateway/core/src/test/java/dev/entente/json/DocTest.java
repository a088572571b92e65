package dev.entente.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.entente.agreement.PartnershipType;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.ExchangeManifest.Echo;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.FieldType;
import dev.entente.reciprocity.Form;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.0",
        "0.1",
        "0.10",
        "1e2",
        "-1.5E+3",
        "9007199254740992",
        "0.30000000000000004",
        "5e-324",
        "2e-323",
        "1.7976931348623157e308",
        "8796093022207.999"
      })
  void aNumberThatADoubleHoldsIsReadAsItIsWritten(String number) {
    assertThat(doc(number).number()).isEqualByComparingTo(number);
    String canonical = new String(Json.canonical(List.of(doc(number).number())), UTF_8);
    assertThat(doc(canonical).items().getFirst().number()).isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-400, write 0",
    "4.9e-324, write 5e-324",
    "0.10000000000000000001, write 0.1",
    "0.1000000000000000055511151231257827, write 0.1",
    "9007199254740993, write 9007199254740992",
    "1.00000000000000000000000000000001, write 1",
    "1e400, write one up to",
    "-1e999999999, write one up to",
  })
  void aNumberThatADoubleDoesNotHoldIsRefusedWithTheNextOne(String number, String right) {
    refused(() -> doc("{\"a\":[" + number + "]}").at("a").items().get(0).number(), "/a/0", right);
  }

  @Test
  void whatIsRepeatedIsShortAndNothingInItIsHidden() {
    String most = "😀".repeat(60);
    refused(() -> doc('"' + most + "\"").bool(), "", "the text `" + most + "`");
    refused(() -> doc('"' + most + "x\"").bool(), "", "the text `" + most + "…`");
    refused(() -> doc("\"a\\u001b[31m\\n\\u202eb\"").bool(), "", "`a\\u001b[31m\\u000a\\u202eb`");
    String endless = "x".repeat(40_000);
    for (ThrowingCallable reading :
        List.<ThrowingCallable>of(
            () -> doc('"' + endless + '"').bool(),
            () -> doc("{\"" + endless + "\":1}").only("a"),
            () -> doc("[\"" + endless + "\",\"" + endless + "\"]").texts(),
            () -> doc('"' + endless + '"').as(FieldName::new),
            () -> doc('"' + endless + '"').as(DatasetId::new),
            () -> doc('"' + endless + '"').as(FieldType::named),
            () -> doc('"' + endless + '"').as(Form::named),
            () -> doc('"' + endless + '"').as(PartnershipType::named),
            () -> doc('"' + endless + '"').as(Echo::parse),
            () -> doc("{\"" + endless + "\":1,\"" + endless + "\":1}"))) {
      assertThatExceptionOfType(Malformed.class)
          .isThrownBy(reading)
          .satisfies(e -> assertThat(e.reason()).contains("xxx…").hasSizeLessThan(400));
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
    return Doc.of(Json.read(json.getBytes(UTF_8)));
  }

  private static void refused(ThrowingCallable reading, String pointer, String reason) {
    assertThatExceptionOfType(Malformed.class)
        .isThrownBy(reading)
        .satisfies(e -> assertThat(e.pointer()).isEqualTo(pointer))
        .satisfies(e -> assertThat(e.reason()).contains(reason));
  }
}
