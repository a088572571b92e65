package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.SampleTerms;
import dev.entente.ledger.Event.PolicyActivated;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagingTest {
  private static final String BODY = "{\"fields\":[\"ticker\"],\"sort\":[\"-city\"],\"limit\":1%s}";

  private final House house = House.open();

  @Test
  void cursorsLeadThroughAllRecordsNullsLast() {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      var answer = House.json(house.ask(body(cursor)));
      answer.get("records").forEach(record -> seen.add(record.get("ticker").textValue()));
      cursor = answer.get("next").textValue();
    }
    assertThat(seen).containsExactly("CORE", "ACME", "BOLT");
  }

  @Test
  void aCursorOfAnotherQueryIsRefused() {
    String cursor = next();
    refused(house.ask(body(cursor).replace("\"limit\":1", "\"limit\":2")));
    refused(house.ask(body(cursor).replace("-city", "city")));
    refused(house.ask(body(cursor).replace("{", "{\"filter\":\"city!=x\",")));
    assertThat(house.ask(body(cursor)).status()).isEqualTo(200);
  }

  @Test
  void aCursorOfAnotherAgreementIsRefused() {
    String cursor = next();
    var target = "/v1/agreements/plums/datasets/accounts/query";
    refused(house.call(house.rival, "POST", target, body(cursor)));
    assertThat(house.call(house.rival, "POST", target, body("")).status()).isEqualTo(200);
  }

  @Test
  void aCursorOfAnotherEpochIsRefused() {
    String cursor = next();
    house.ledger.record(new PolicyActivated(house.policy.revision()));
    refused(house.ask(body(cursor)));
  }

  @Test
  void aMangledCursorIsRefused() {
    String cursor = next();
    for (int at = 0; at < cursor.length(); at++) {
      char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
      refused(house.ask(body(cursor.substring(0, at) + other + cursor.substring(at + 1))));
    }
    for (String mangled :
        List.of(
            cursor.substring(1),
            cursor.substring(0, cursor.length() - 1),
            cursor + "A",
            cursor + "=",
            " " + cursor,
            "x",
            "AAAA",
            "A".repeat(200_000),
            "ü")) {
      refused(house.ask(body(mangled)));
    }
  }

  @Test
  void aCursorHasOneSpelling() {
    String cursor = next();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (char last : alphabet.toCharArray()) {
      String spelt = cursor.substring(0, cursor.length() - 1) + last;
      if (!spelt.equals(cursor)) {
        refused(house.ask(body(spelt)));
      }
    }
  }

  @Test
  void aCursorShowsNothingOfWhereThePageEnded() {
    assertThat(next()).isNotEqualTo(next());
  }

  @Test
  void whenCreditIsLeftForSomeRowsThePageIsCutAndSaysSo() {
    var tight = House.open(SampleTerms.windowOf(2));
    var answer = House.json(tight.ask("{\"fields\":[\"ticker\"]}"));
    assertThat(answer.get("records")).hasSize(2);
    assertThat(answer.get("reciprocity").get("limited").booleanValue()).isTrue();
    assertThat(answer.get("reciprocity").get("remaining").asText()).isEqualTo("0");
    String cursor = answer.get("next").textValue();
    assertThat(House.outcome(tight.ask("{\"fields\":[\"ticker\"],\"cursor\":\"" + cursor + "\"}")))
        .isEqualTo("403 reciprocity-exhausted");
  }

  private String next() {
    return House.json(house.ask(body(""))).get("next").textValue();
  }

  private static String body(String cursor) {
    return BODY.formatted(cursor.isEmpty() ? "" : ",\"cursor\":\"" + cursor + "\"");
  }

  private static void refused(SignedAnswer answer) {
    assertThat(House.outcome(answer)).isEqualTo("400 query-malformed");
    assertThat(House.json(answer).get("pointer").textValue()).isEqualTo("/cursor");
  }
}
