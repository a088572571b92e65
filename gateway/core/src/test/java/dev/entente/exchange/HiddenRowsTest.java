package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.catalog.Filter.Comparison;
import dev.entente.catalog.Filter.Operator;
import dev.entente.disclosure.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that the policy excludes, by fields that the caller does not see: nothing tells of them. */
class HiddenRowsTest {
  private static final Filter MARGIN = compare("margin", Operator.GREATER, 0.0);
  private static final Filter SCOUT = compare("scout", Operator.NOT_EQUAL, "secret of CORE");
  private static final Rows ONLY_ACME = new Rows.Where(new Filter.All(List.of(MARGIN, SCOUT)));

  private final House house = opened(ONLY_ACME, _ -> {});

  @Test
  void aRowThatThePolicyExcludesIsNotThere() {
    assertThat(tickers(ask(house, "{}"))).containsExactly("ACME");
    assertThat(tickers(ask(house, "{\"filter\":\"ticker=in=(BOLT,CORE)\"}"))).isEmpty();
    assertThat(tickers(ask(house, "{\"filter\":\"ticker!=ACME\"}"))).isEmpty();
  }

  @Test
  void onlyRowsReturnedArePriced() {
    var all = ask(House.open(), "{\"fields\":[\"ticker\",\"city\"]}");
    var one = ask(house, "{\"fields\":[\"ticker\",\"city\"]}");
    assertThat(all.at("/reciprocity/value").asText()).isEqualTo("7"); // one city is null
    assertThat(one.at("/reciprocity/value").asText()).isEqualTo("3");
    assertThat(one.get("fields")).isEqualTo(all.get("fields"));
  }

  @Test
  void whereEveryRowIsExcludedAnAnswerIsThatOfAnEmptyDataset() {
    var empty = House.open();
    empty.source.clear();
    var none = opened(new Rows.Where(new Filter.Any(List.of())), _ -> {});
    for (String query : List.of("{}", "{\"sort\":[\"city\"],\"limit\":1}")) {
      assertThat(RandomQueries.stripped(none.ask(query)))
          .isEqualTo(RandomQueries.stripped(empty.ask(query)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"applied", "not applied", "half applied"})
  void whatHiddenRowsHoldChangesNoByteOfAnyAnswer(String by) {
    Consumer<House> source =
        it -> {
          switch (by) {
            case "not applied" -> it.source.applying(_ -> false);
            case "half applied" -> it.source.applying(SCOUT::equals);
            default -> {}
          }
        };
    var queries = new RandomQueries(7);
    var one = opened(ONLY_ACME, source);
    var other = opened(ONLY_ACME, source);
    other.source.clear();
    other.add("ACME", "Software", 512L, "Hamburg", 0.3);
    other.add("AAAA", "Software", 512L, "Hamburg", -0.3); // before it in every order
    other.add("ACMF", "Steel", 9L, "Ulm", null);
    other.add("ZZZZ", null, null, null, -7.0);
    var without = House.open();
    without.source.clear();
    without.add("ACME", "Software", 512L, "Hamburg", 0.3);
    int answered = 0;
    for (int i = 0; i < 150; i++) {
      String query = queries.next();
      String body = RandomQueries.stripped(one.ask(query));
      assertThat(RandomQueries.stripped(other.ask(query))).as(query).isEqualTo(body);
      assertThat(RandomQueries.stripped(without.ask(query))).as(query).isEqualTo(body);
      answered += body.contains("\"records\":[{") ? 1 : 0;
    }
    assertThat(answered).as("queries that showed records").isBetween(15, 135);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pagesAndCursorsLeadOverHiddenRows(boolean applies) {
    var walked = opened(ONLY_ACME, it -> it.source.applying(_ -> applies));
    for (int i = 0; i < 5; i++) {
      walked.add("A" + i, "Steel", 1L, "x".repeat(65_536) + i, i - 2.0); // A3 and A4 fit
    }
    for (String sort : List.of("ticker", "-city")) {
      List<String> seen = new ArrayList<>();
      String cursor = "";
      while (cursor != null) {
        var answer =
            ask(
                walked,
                "{\"fields\":[\"ticker\"],\"sort\":[\"%s\"],\"limit\":1%s}"
                    .formatted(sort, cursor));
        seen.addAll(tickers(answer));
        String next = answer.get("next").textValue();
        cursor = next == null ? null : ",\"cursor\":\"" + next + "\"";
      }
      assertThat(seen).containsExactlyInAnyOrder("A3", "A4", "ACME");
    }
  }

  @Test
  void aShortCursorOfARecordThatIsExcludedMeanwhileIsAnsweredLikeOneOfARecordThatIsGone() {
    String query = "{\"fields\":[\"ticker\"],\"sort\":[\"-city\"],\"limit\":1%s}";
    house.add("LONG", "Steel", 1L, "x".repeat(65_536), 1.0);
    String next = ask(house, query.formatted("")).get("next").textValue();
    String goesOn = query.formatted(",\"cursor\":\"" + next + "\"");
    assertThat(tickers(ask(house, goesOn))).containsExactly("ACME");

    house.policy.letting(new Rows.Where(compare("scout", Operator.EQUAL, "secret of ACME")));
    var excluded = house.ask(goesOn);
    house.source.clear();
    assertThat(House.outcome(excluded)).isEqualTo("400 query-malformed");
    assertThat(RandomQueries.stripped(excluded))
        .isEqualTo(RandomQueries.stripped(house.ask(goesOn)));
  }

  @Test
  void aSourceThatIgnoresTheConditionMakesNoRowLeave() {
    house.source.ignoringFilters();
    assertThat(tickers(ask(house, "{}"))).containsExactly("ACME");
    assertThat(ask(house, "{\"limit\":1}").get("next").isNull()).isTrue();
  }

  @Test
  void anExportLeadsOverHiddenRowsAndEndsWithTheLastOthers() {
    String exports = House.ORCHARD + "/datasets/accounts/exports";
    String query = "{\"fields\":[\"ticker\"],\"limit\":1";
    var export = House.json(house.post(exports, query + ",\"records\":3}"));
    var part = House.json(house.post(exports + "/" + export.get("export"), query + "}"));
    assertThat(tickers(part)).containsExactly("ACME");
    assertThat(part.get("next").isNull()).isTrue();
    assertThat(part.get("export").get("reserved").intValue()).isZero();
  }

  @Test
  void withoutCreditItIsRefusedAlikeWhetherRowsAreExcludedOrNot() {
    var tight = House.open(SampleTerms.windowOf(2));
    var narrowed = House.open(SampleTerms.windowOf(2));
    narrowed.policy.letting(new Rows.Where(new Filter.Any(List.of())));
    String query = "{\"fields\":[\"ticker\",\"sector\",\"city\"]}";
    assertThat(House.outcome(tight.ask(query))).isEqualTo("403 reciprocity-exhausted");
    assertThat(RandomQueries.stripped(narrowed.ask(query)))
        .isEqualTo(RandomQueries.stripped(tight.ask(query)));
  }

  private static House opened(Rows rows, Consumer<House> source) {
    var house = House.open();
    house.policy.letting(rows);
    source.accept(house);
    return house;
  }

  private static JsonNode ask(House house, String query) {
    var answer = house.ask(query);
    assertThat(answer.status()).as(House.text(answer)).isEqualTo(200);
    return House.json(answer);
  }

  private static List<String> tickers(JsonNode answer) {
    List<String> tickers = new ArrayList<>();
    answer.get("records").forEach(record -> tickers.add(record.get("ticker").textValue()));
    return tickers;
  }

  private static Filter compare(String field, Operator operator, Object... values) {
    return new Comparison(new FieldName(field), operator, List.of(values));
  }
}
