package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.SampleTerms;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Reserved;
import dev.entente.ledger.Event.Voided;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A ticker is worth 1, a sector 1, a city 2; there are three records. */
class ExportTest {
  private static final String EXPORTS = House.ORCHARD + "/datasets/accounts/exports";
  private static final String TICKERS = "{\"fields\":[\"ticker\",\"sector\"],\"limit\":1";

  private House house = House.open();

  private JsonNode begun(int records) {
    var answer = house.post(EXPORTS, TICKERS + ",\"records\":" + records + "}");
    assertThat(answer.status()).isEqualTo(201);
    return House.json(answer);
  }

  private JsonNode part(JsonNode export, String cursor) {
    var answer = house.post(EXPORTS + "/" + export.get("export"), query(cursor));
    assertThat(answer.status()).isEqualTo(200);
    return House.json(answer);
  }

  private static String query(String cursor) {
    return TICKERS + (cursor == null ? "}" : ",\"cursor\":\"" + cursor + "\"}");
  }

  private JsonNode standing() {
    return House.json(house.get(House.ORCHARD + "/standing"));
  }

  private <T> List<T> events(Class<T> kind) {
    return house.ledger.events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void anExportSetsAsideWhatItsRecordsMayCostAndReadsNoSource() {
    var answer = house.post(EXPORTS, TICKERS + ",\"records\":200,\"minutes\":5}");

    var export = House.json(answer);
    int index = house.ledger.events().size() - 1;
    var entry = (Reserved) house.ledger.events().get(index);
    String receipt = export.get("receipt").textValue();
    assertThat(answer.status()).isEqualTo(201);
    assertThat(House.text(answer).replace(receipt, "R").replace(entry.policy().value(), "P"))
        .isEqualTo(
            """
            {"agreement":"orchard","dataset":"accounts","stage":"early","policy":"P",\
            "export":%d,"reserved":400,"until":"2026-11-22T10:05:00Z","records":200,"receipt":"R"}"""
                .formatted(index));
    var claims = ReceiptClaims.of(receipt);
    assertThat(claims.get("index").intValue()).isEqualTo(index);
    assertThat(claims.get("reserved").intValue()).isEqualTo(400);
    assertThat(claims.get("request").textValue()).isEqualTo(entry.request().toString());
    assertThat(claims.get("stage").textValue()).isEqualTo("early");
    assertThat(claims.has("value")).isFalse();
    assertThat(house.source.selections()).isEmpty();
    assertThat(standing().get("reserved").intValue()).isEqualTo(400);
    assertThat(standing().get("remaining").intValue()).isEqualTo(100);
    assertThat(standing().get("exposure").intValue()).isEqualTo(0);
  }

  @Test
  void itsPartsAreQueriesThatTakeFromItAndTheLastGivesTheRestBack() {
    var export = begun(200);
    List<String> tickers = new ArrayList<>();
    List<String> left = new ArrayList<>();
    String cursor = null;
    do {
      JsonNode part = part(export, cursor);
      part.get("records").forEach(it -> tickers.add(it.get("ticker").textValue()));
      assertThat(part.get("export").get("export")).isEqualTo(export.get("export"));
      left.add(part.get("export").get("reserved").asText());
      cursor = part.get("next").textValue();
    } while (cursor != null);

    assertThat(tickers).containsExactly("ACME", "BOLT", "CORE");
    assertThat(left).containsExactly("398", "396", "0");
    assertThat(events(Disclosed.class))
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.reservation()).hasValue(export.get("export").longValue()));
    assertThat(events(Voided.class)).hasSize(1);
    assertThat(standing().get("reserved").intValue()).isEqualTo(0);
    assertThat(standing().get("remaining").intValue()).isEqualTo(494);
  }

  @Test
  void anotherQueryLeavesAloneWhatIsReservedAndIsToldWhichExportToEnd() {
    house = House.open(SampleTerms.windowOf(6));
    var export = begun(2);
    assertThat(House.json(house.ask(query(null))).get("reciprocity").get("remaining").asText())
        .isEqualTo("0");

    var refused = house.ask(TICKERS + ",\"filter\":\"ticker==CORE\"}");
    assertThat(House.outcome(refused)).isEqualTo("403 reciprocity-exhausted");
    assertThat(House.json(refused).get("remaining").asText()).isEqualTo("0");
    assertThat(House.json(refused).get("unlock").toString())
        .contains("end export " + export.get("export") + ", which holds 4 until");
    assertThat(part(export, null).get("records")).hasSize(1);
    assertThat(part(export, null).get("reciprocity").get("value").asText()).isEqualTo("0");
  }

  @Test
  void noMoreIsReservedThanIsLeftAndNothingIsExhausted() {
    house = House.open(SampleTerms.windowOf(5));
    assertThat(begun(1_000_000).get("records").intValue()).isEqualTo(2);
    var refused = house.post(EXPORTS, TICKERS + ",\"records\":1}");
    assertThat(House.outcome(refused)).isEqualTo("403 reciprocity-exhausted");
    assertThat(House.json(refused).get("remaining").asText()).isEqualTo("1");
  }

  @Test
  void afterItsTimeItsPartsArePricedAsAnyQuery() {
    var export = begun(200);
    JsonNode first = part(export, null);
    house.now = house.now.plus(Duration.ofHours(1));

    JsonNode second = part(export, first.get("next").textValue());
    assertThat(second.get("records").get(0).get("ticker").textValue()).isEqualTo("BOLT");
    assertThat(second.get("export").get("reserved").asText()).isEqualTo("0");
    assertThat(second.get("export").get("until").isNull()).isTrue();
    assertThat(events(Disclosed.class).getLast().reservation()).isEmpty();
    assertThat(standing().get("reserved").intValue()).isEqualTo(0);
  }

  @Test
  void whatIsDeletedIsGivenBackAtOnceAndDeletingItAgainSaysTheSame() {
    var export = begun(200);
    String target = EXPORTS + "/" + export.get("export");
    for (int i = 0; i < 2; i++) {
      var answer = house.call(house.partner, "DELETE", target, "");
      assertThat(House.text(answer))
          .isEqualTo("{\"export\":" + export.get("export") + ",\"reserved\":0,\"until\":null}");
    }
    assertThat(events(Voided.class)).hasSize(1);
    assertThat(standing().get("remaining").intValue()).isEqualTo(500);
    assertThat(part(export, null).get("records")).hasSize(1);
  }

  @Test
  void aFifthAtATimeIsRefusedAndToldWhenToComeAgain() {
    for (int i = 0; i < 4; i++) {
      begun(1);
    }
    house.now = house.now.plus(Duration.ofMinutes(50));
    var refused = house.post(EXPORTS, TICKERS + ",\"records\":1}");
    assertThat(House.outcome(refused)).isEqualTo("429 rate-limited");
    assertThat(refused.headers().combined("retry-after")).isEqualTo("601");
    house.now = house.now.plus(Duration.ofSeconds(601));
    begun(1);
  }

  @Test
  void aNewEpochEndsItAndItsCursors() {
    var export = begun(200);
    String cursor = part(export, null).get("next").textValue();
    house.ledger.record(new PolicyActivated(house.policy.revision()));

    assertThat(standing().get("reserved").intValue()).isEqualTo(0);
    var refused = house.post(EXPORTS + "/" + export.get("export"), query(cursor));
    assertThat(House.outcome(refused)).isEqualTo("400 query-malformed");
    assertThat(part(export, null).get("export").get("reserved").asText()).isEqualTo("0");
  }

  @Test
  void whatAnotherGatewayHasJustBegunIsFound() {
    var export = begun(200);
    house.ledger.fallBehind();

    assertThat(part(export, null).get("records")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "99", "x", "''", "-1"})
  void anExportThatIsNoneIsUnknown(String id) {
    begun(1);
    for (String method : List.of("POST", "DELETE")) {
      var answer = house.call(house.partner, method, EXPORTS + "/" + id, "");
      assertThat(House.outcome(answer)).isEqualTo("404 entry-unknown");
    }
    assertThat(events(Voided.class)).isEmpty();
  }

  @Test
  void anothersExportIsUnknown() {
    var answer =
        house.call(
            house.rival,
            "POST",
            "/v1/agreements/plums/datasets/accounts/exports",
            TICKERS + ",\"records\":1}");
    long plums = House.json(answer).get("export").longValue();

    assertThat(House.outcome(house.post(EXPORTS + "/" + plums, query(null))))
        .isEqualTo("404 entry-unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"records\":0}",
        "{\"records\":1000001}",
        "{\"records\":1.5}",
        "{\"records\":\"1\"}",
        "{\"records\":1,\"minutes\":0}",
        "{\"records\":1,\"minutes\":61}",
        "{\"records\":1,\"cursor\":\"x\"}",
        "{\"records\":1,\"limit\":5001}",
        "{\"records\":1,\"filter\":\"ticker==\"}",
        "{\"records\":1,\"more\":1}"
      })
  void aBodyThatBeginsNoExportIsRefused(String body) {
    assertThat(House.outcome(house.post(EXPORTS, body))).isEqualTo("400 query-malformed");
    assertThat(events(Reserved.class)).isEmpty();
  }

  @Test
  void itsPartsMayBeLargerThanAQuerysPages() {
    String query = "{\"fields\":[\"ticker\"],\"limit\":%d%s}";
    var begun = house.post(EXPORTS, query.formatted(5000, ",\"records\":1"));
    assertThat(begun.status()).isEqualTo(201);
    String parts = EXPORTS + "/" + House.json(begun).get("export");
    assertThat(House.outcome(house.post(parts, query.formatted(5000, "")))).isEqualTo("200");
    assertThat(House.outcome(house.post(parts, query.formatted(5001, ""))))
        .isEqualTo("400 query-malformed");
    assertThat(
            House.outcome(
                house.post(House.ORCHARD + "/datasets/accounts/query", query.formatted(1001, ""))))
        .isEqualTo("400 query-malformed");
  }

  @Test
  void theOrderAsksForNothingButWhatAQueryMayAskFor() {
    String hidden = "{\"fields\":[\"scout\"],\"records\":1}";
    assertThat(House.outcome(house.post(EXPORTS, hidden))).isEqualTo("400 field-unknown");
    String withheld = "{\"fields\":[\"margin\"],\"records\":1}";
    assertThat(House.outcome(house.post(EXPORTS, withheld))).isEqualTo("403 field-not-released");
    assertThat(events(Reserved.class)).isEmpty();
  }

  @Test
  void itsReceiptWaitsForNoAcknowledgementSinceNothingWasReleased() {
    long export = begun(1).get("export").longValue();
    assertThat(House.outcome(house.get(House.ORCHARD + "/entries/" + export + "/receipt")))
        .isEqualTo("404 entry-unknown");
    assertThat(standing().get("unacknowledged").get("count").intValue()).isEqualTo(0);
  }
}
