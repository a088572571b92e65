package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Party, agreement, route, in this order. */
class AdmissionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/standing",
        "/datasets",
        "/datasets/accounts",
        "/entries",
        "/entries/1/proof",
        "/nothing"
      })
  void anothersAgreementIsByteForByteAsUnknownAsNone(String rest) {
    var house = House.open();
    String unknown = House.text(house.get("/v1/agreements/nobody" + rest));
    assertThat(unknown).contains("not-a-party");
    for (String name : new String[] {"plums", "", "Plums", "..", "%6frchard", "a".repeat(64)}) {
      var answer = house.get("/v1/agreements/" + name + rest);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(House.text(answer)).isEqualTo(unknown);
    }
    var query = house.post("/v1/agreements/plums/datasets/accounts/query", "not even JSON");
    assertThat(House.text(query)).isEqualTo(unknown);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/standing",
    "GET,/datasets",
    "GET,/datasets/accounts",
    "POST,/datasets/accounts/query",
    "POST,/datasets/accounts/exports",
    "POST,/datasets/accounts/exports/3",
    "DELETE,/datasets/accounts/exports/3",
    "GET,/entries",
    "GET,/entries/0/proof",
    "POST,/exchanges/campaigns/contributions",
    "GET,/nothing",
    "DELETE,/standing",
    "GET,/entries?limit=0",
  })
  void beforeAcceptanceEveryOtherCallIsRefused(String method, String rest) {
    var house = new House();
    var answer = house.call(house.partner, method, House.ORCHARD + rest, "");
    assertThat(House.outcome(answer)).isEqualTo("403 agreement-not-accepted");
    assertThat(House.json(answer).get("since").textValue()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(House.text(answer)).contains(House.ORCHARD + "/acceptance");
    assertThat(house.source.selections()).isEmpty();
  }

  @Test
  void theTermsAreShownBeforeAcceptance() {
    var answer = House.json(new House().get(House.ORCHARD));
    assertThat(answer.propertyStream().map(java.util.Map.Entry::getKey))
        .containsExactly("agreement", "partner", "state", "terms", "terms-hash", "stage", "ladder");
    assertThat(answer.get("state").textValue()).isEqualTo("proposed");
    assertThat(answer.get("ladder").get(0)).hasToString("{\"stage\":\"early\",\"window\":500}");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,'',405,GET",
    "GET,/acceptance,405,POST",
    "POST,/standing,405,GET",
    "PUT,/datasets,405,GET",
    "DELETE,/datasets/accounts,405,GET",
    "GET,/datasets/accounts/query,405,POST",
    "POST,/entries,405,GET",
    "POST,/entries/0/proof,405,GET",
    "POST,/entries/0/receipt,405,GET",
    "get,'',405,GET",
    "GET,/,404,",
    "GET,/standing/,404,",
    "GET,/nothing,404,",
    "GET,/datasets/accounts/query/x,404,",
    "POST,/datasets/accounts/aggregates,404,",
    "GET,/datasets/accounts/aggregate,405,POST",
    "GET,/exchanges/campaigns/contributions,405,POST",
    "PUT,/exchanges/nothing/contributions,405,POST",
    "POST,/exchanges/campaigns,404,",
    "POST,/exchanges/campaigns/contributions/,404,",
    "GET,/datasets/accounts/exports,405,POST",
    "GET,/datasets/accounts/exports/3,405,'POST, DELETE'",
    "POST,/datasets/accounts/exports/3/4,404,",
    "GET,/view,405,POST",
    "GET,/acknowledgements,405,POST",
    "GET,//standing,404,",
    "GET,/Standing,404,",
    "GET,/entries/0,404,",
  })
  void aCallThatIsNotThereOrNotMadeSoIsRefused(
      String method, String rest, int status, String allow) {
    var house = House.open();
    var answer = house.call(house.partner, method, House.ORCHARD + rest, "");
    assertThat(House.outcome(answer))
        .isEqualTo(status == 405 ? "405 method-not-allowed" : "404 not-found");
    assertThat(answer.headers().combined("allow")).isEqualTo(allow);
  }

  /** RFC 9110 section 9.3.2: an answer to HEAD has no body, so what is signed has none either. */
  @Test
  void headIsRefusedWithoutABody() {
    var house = House.open();
    var answer = house.call(house.partner, "HEAD", House.ORCHARD, "");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers().combined("allow")).isEqualTo("GET");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/datasets/other", "/datasets/OTHER", "/datasets/", "/datasets/accounts%00"})
  void aDatasetThatIsNotOfferedIsUnknown(String rest) {
    assertThat(House.outcome(House.open().get(House.ORCHARD + rest)))
        .isEqualTo("404 dataset-unknown");
    assertThat(House.outcome(House.open().post(House.ORCHARD + rest + "/query", "{}")))
        .isEqualTo("404 dataset-unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "CAMPAIGNS", "", "campaigns%00"})
  void anExchangeThatIsNotAgreedIsUnknownWhateverElseIsWrong(String exchange) {
    String target = House.ORCHARD + "/exchanges/" + exchange + "/contributions";
    assertThat(House.outcome(House.open().post(target, "no key and no JSON")))
        .isEqualTo("404 exchange-unknown");
  }

  @ParameterizedTest
  @CsvSource({"/v1", "/v1/agreements", "/", "/v2/agreements/orchard", "//v1/agreements/orchard"})
  void outsideTheAgreementsThereIsNoCall(String target) {
    assertThat(House.outcome(House.open().get(target))).isEqualTo("404 not-found");
  }

  /** RFC 9110 section 12.5.1: the most precise range that holds the type decides. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|200|406",
        "*/*|200|200",
        "application/*|200|406",
        "text/html, application/json;q=0.1|200|406",
        "APPLICATION/JSON|200|406",
        "text/plain|406|200",
        ",text/*|406|200",
        "application/json;q=0|406|406",
        "application/json ; q=0.000|406|406",
        "application/json;q=0, */*|406|200",
        "*/*, application/json;q=0|406|200",
        "application/*;q=0, */*|406|200",
        "application/json, */*;q=0|200|406",
        "application/*;q=0, application/json;q=0.001, text/*|200|200",
        "application/json;q=0, application/json|200|406",
        "application/json;charset=UTF-8, text/plain;charset=\"utf-8\"|200|200",
        "application/json;charset=utf-8;q=0, application/json, */*|406|200",
        "application/json;v=2|406|406",
        "application/json;v=2;q=0, application/json|200|406",
        ";q=1|406|406",
      })
  void whoDoesNotTakeWhatACallAnswersWithIsToldSo(String accept, int json, int text) {
    var house = House.open();
    assertThat(status(house, "", accept)).isEqualTo(json);
    assertThat(status(house, "/entries/0/proof", accept)).isEqualTo(text);
  }

  private static int status(House house, String rest, String accept) {
    var request = house.signed(house.partner, "GET", House.ORCHARD + rest, "", "accept", accept);
    var answer = house.send(request);
    assertThat(House.outcome(answer)).isIn("200", "406 not-acceptable");
    return answer.status();
  }

  @Test
  void anEntryOfAnotherAgreementIsAsUnknownAsNone() {
    var house = House.open();
    String none = House.text(house.get(House.ORCHARD + "/entries/999/proof"));
    assertThat(none).contains("entry-unknown");
    assertThat(House.text(house.get(House.ORCHARD + "/entries/1/proof"))).isEqualTo(none);
    assertThat(House.text(house.get(House.ORCHARD + "/entries/01/proof"))).isEqualTo(none);
    assertThat(House.text(house.get(House.ORCHARD + "/entries/0/proof"))).isEqualTo("proof of 0\n");
  }

  @Test
  void entriesAreListedOldestFirstAndOnlyTheCallersOwn() {
    var house = House.open(); // 0 and 1 opened, 2 a policy, 3 and 4 accepted
    house.ask("{}");
    assertThat(indices(house, "")).isEqualTo("0 3 5 next null");
    assertThat(indices(house, "?limit=1")).isEqualTo("0 next 3");
    assertThat(indices(house, "?from=1&limit=2")).isEqualTo("3 5 next null");
    assertThat(indices(house, "?limit=2")).isEqualTo("0 3 next 5");
    assertThat(indices(house, "?from=6")).isEqualTo("next null");
    assertThat(indices(house, "?limit=1000")).isEqualTo("0 3 5 next null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=01",
        "from=-1",
        "from=x",
        "from=1&from=2",
        "to=3",
        "from",
        "from=9999999999999999",
        "&"
      })
  void entriesAreNotListedOtherwise(String query) {
    assertThat(House.outcome(House.open().get(House.ORCHARD + "/entries?" + query)))
        .isEqualTo("400 query-malformed");
  }

  private static String indices(House house, String query) {
    var answer = House.json(house.get(House.ORCHARD + "/entries" + query));
    var text = new StringBuilder();
    answer.get("entries").forEach(entry -> text.append(entry.get("index").asText()).append(' '));
    return text + "next " + answer.get("next").asText();
  }
}
