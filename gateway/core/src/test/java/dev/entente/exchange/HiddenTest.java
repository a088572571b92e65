package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.SampleTerms;
import org.junit.jupiter.api.Test;

/** What a caller may not see cannot be told from any answer. */
class HiddenTest {
  private final RandomQueries queries = new RandomQueries(3);

  @Test
  void changingHiddenValuesChangesNoByteOfAnyAnswer() {
    var one = House.open();
    var other = House.open();
    other.source.clear();
    other.add("ACME", "Software", 999L, "Hamburg", 7.0); // the same band, another margin and scout
    other.add("BOLT", "Steel", 0L, null, null);
    other.add("CORE", "Software", 10_000L, "Ulm", -12.25);
    int answered = 0;
    for (int i = 0; i < 200; i++) {
      String query = queries.next();
      String body = RandomQueries.stripped(one.ask(query));
      assertThat(RandomQueries.stripped(other.ask(query))).as(query).isEqualTo(body);
      answered += body.contains("\"records\":[{") ? 1 : 0;
    }
    assertThat(answered).as("queries that showed records").isBetween(20, 180);
  }

  @Test
  void aHiddenFieldIsAnsweredByteForByteLikeOneThatDoesNotExist() {
    var house = House.open();
    for (String query :
        new String[] {
          "{\"fields\":[\"NAME\"]}",
          "{\"filter\":\"NAME==1\"}",
          "{\"filter\":\"NAME=lt='secret of ACME'\"}",
          "{\"sort\":[\"-NAME\"]}",
          "{\"fields\":[\"ticker\",\"NAME\"],\"sort\":[\"NAME\"],\"filter\":\"NAME!=x\"}",
        }) {
      var hidden = house.ask(query.replace("NAME", "scout"));
      var unknown = house.ask(query.replace("NAME", "stock"));
      assertThat(House.outcome(hidden)).isEqualTo("400 field-unknown");
      assertThat(RandomQueries.stripped(hidden))
          .isEqualTo(RandomQueries.stripped(unknown).replace("stock", "scout"));
    }
    assertThat(house.source.selections()).isEmpty();
  }

  @Test
  void aHiddenFieldStandsInNoDescriptionEither() {
    var house = House.open();
    assertThat(House.text(house.get(House.ORCHARD + "/datasets/accounts"))).doesNotContain("scout");
    assertThat(House.text(house.ask("{}"))).doesNotContain("scout");
  }

  @Test
  void withoutCreditAFilterThatMatchesAndOneThatDoesNotAreRefusedAlike() {
    var house = House.open(SampleTerms.windowOf(4));
    for (String fields : new String[] {"[\"ticker\",\"sector\",\"city\"]", "[\"rating\"]"}) {
      String query = "{\"fields\":FIELDS,\"filter\":\"city==CITY\"}".replace("FIELDS", fields);
      var fits = house.ask("{\"fields\":[\"ticker\"],\"limit\":1}");
      assertThat(fits.status()).isEqualTo(200);
      var matches = house.ask(query.replace("CITY", "Ulm"));
      var none = house.ask(query.replace("CITY", "Rome"));
      assertThat(House.outcome(matches)).isEqualTo("403 reciprocity-exhausted");
      assertThat(RandomQueries.stripped(matches)).isEqualTo(RandomQueries.stripped(none));
      assertThat(House.json(matches).get("remaining").intValue()).isEqualTo(3);
      assertThat(House.text(matches)).contains("contribute to campaigns: up to 6 a record");
    }
  }

  @Test
  void aRefusalForLackOfCreditRecordsNothing() {
    var house = House.open(SampleTerms.windowOf(0));
    int before = house.ledger.events().size();
    var refused = house.ask("{}");
    assertThat(House.outcome(refused)).isEqualTo("403 reciprocity-exhausted");
    assertThat(house.ledger.events()).hasSize(before);
  }

  @Test
  void aCategoryWithoutCreditIsNamed() {
    var house =
        House.open(SampleTerms.with("{\"margins\": 50}", "{\"margins\": 50, \"accounts\": 2}"));
    house.ask("{\"fields\":[\"ticker\"],\"limit\":2}");
    var fields = House.json(house.ask("{}")).get("fields");
    assertThat(fields.get("ticker").get("because").textValue()).isEqualTo("reciprocity");
    var refused = house.ask("{\"fields\":[\"ticker\",\"city\"],\"filter\":\"ticker==CORE\"}");
    assertThat(House.json(refused).get("category").textValue()).isEqualTo("accounts");
    assertThat(House.text(refused)).contains("still fit: city");
  }
}
