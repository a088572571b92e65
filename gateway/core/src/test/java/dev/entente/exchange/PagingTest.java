package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.SampleTerms;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
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

  /** Values too long for a cursor, and ties between them. */
  @ParameterizedTest
  @CsvSource({"city,T0 T3 T1 T4 T2 T5", "-city,T2 T5 T1 T4 T0 T3"})
  void valuesOfAnyLengthAreSortedOnAndTheirCursorsStayShort(String sort, String order) {
    house.source.clear();
    for (int i = 0; i < 6; i++) {
      house.add("T" + i, "Steel", 1L, "\u0001😀".repeat(30_000) + i % 3, null);
    }
    String query = "{\"fields\":[\"ticker\"],\"sort\":[\"" + sort + "\"],\"limit\":1%s}";
    List<String> seen = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      var answer = House.json(house.ask(query.formatted(cursor)));
      answer.get("records").forEach(record -> seen.add(record.get("ticker").textValue()));
      cursor = answer.get("next").textValue();
      if (cursor != null) {
        assertThat(cursor).hasSizeLessThan(6_000);
        cursor = ",\"cursor\":\"" + cursor + "\"";
      }
    }
    assertThat(seen).containsExactly(order.split(" "));
  }

  @Test
  void theLongestKeyMakesACursorThatIsTakenBack() {
    house.source.clear();
    String key = "\u0001".repeat(Source.LONGEST_KEY - 1);
    house.add(key + 1, "Steel", 1L, "x".repeat(65_536), null);
    house.add(key + 2, "Steel", 1L, "y", null);
    String cursor =
        House.json(house.ask(body("").replace("-city", "city"))).get("next").textValue();
    var rest = House.json(house.ask(body(cursor).replace("-city", "city"))).get("records");
    assertThat(rest)
        .singleElement()
        .extracting(r -> r.get("ticker").textValue())
        .isEqualTo(key + 2);
  }

  @Test
  void aShortCursorOfARecordThatIsGoneIsRefused() {
    house.add("LONG", "Steel", 1L, "x".repeat(65_536), null);
    String cursor = next();
    assertThat(house.ask(body(cursor)).status()).isEqualTo(200);
    house.source.clear();
    refused(house.ask(body(cursor)));
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
    house.ledger.record(new PolicyActivated(house.policy.revision())); // one epoch for both
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
    String query = "{\"sort\":[\"-sector\"],\"limit\":1%s}"; // its cursors end in unused bits
    String cursor = House.json(house.ask(query.formatted(""))).get("next").textValue();
    assertThat(cursor.length() % 4).isNotZero();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < alphabet.length(); i++) {
      String spelt = cursor.substring(0, cursor.length() - 1) + alphabet.charAt(i);
      if (!spelt.equals(cursor)) {
        refused(house.ask(query.formatted(",\"cursor\":\"" + spelt + "\"")));
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
    return "{\"fields\":[\"ticker\"],\"sort\":[\"-city\"],\"limit\":1%s}"
        .formatted(cursor.isEmpty() ? "" : ",\"cursor\":\"" + cursor + "\"");
  }

  private static void refused(SignedAnswer answer) {
    assertThat(House.outcome(answer)).isEqualTo("400 query-malformed");
    assertThat(House.json(answer).get("pointer").textValue()).isEqualTo("/cursor");
  }
}
