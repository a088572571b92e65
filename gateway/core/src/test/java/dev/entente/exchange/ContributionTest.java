package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.SampleTerms;
import dev.entente.agreement.Terms;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.ledger.Event.Received;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What becomes of what a partner shares: fates, credit, and where that leaves both sides. */
class ContributionTest {
  private static final String REACH =
      "\"reach\": {\"type\": \"integer\", \"category\": \"targeting\", \"value\": 5, \"minimum\": 0}}";

  /** As in the protocol's example. */
  static final String CAMPAIGNS =
      """
      "spend": {"type": "number", "category": "performance", "value": 5, "required": true, "minimum": 0},
      "leads": {"type": "integer", "category": "performance", "value": 5, "required": true, "minimum": 0},
      "as-of": {"type": "date", "category": "performance", "value": 0},
      "staff": {"type": "integer", "category": "targeting", "value": 5, "echoes": "accounts.employees"}},
      "freshness": {"field": "as-of", "days": 90}""";

  static Terms terms(String... changes) {
    var all = new java.util.ArrayList<>(List.of(REACH, CAMPAIGNS));
    all.addAll(List.of(changes));
    return SampleTerms.with(all.toArray(String[]::new));
  }

  private static String record(String campaign, int spend, int leads) {
    return "{\"campaign\":\"%s\",\"spend\":%d,\"leads\":%d}".formatted(campaign, spend, leads);
  }

  /** Such as {@code accepted 11, duplicate, invalid (why)}. */
  private static String fates(SignedAnswer answer) {
    assertThat(House.outcome(answer)).isEqualTo("200");
    return StreamSupport.stream(House.json(answer).get("records").spliterator(), false)
        .map(
            record ->
                record.get("fate").textValue()
                    + (record.has("credit") ? " " + record.get("credit").asText() : "")
                    + (record.has("because") ? " (" + record.get("because").textValue() + ")" : ""))
        .collect(Collectors.joining(", "));
  }

  private static String at(SignedAnswer answer, String pointer) {
    return House.json(answer).at(pointer).asText();
  }

  @Test
  void anAnswerSaysWhatTheProtocolSaysInItsOrder() {
    var house = House.open(terms());
    house.ask("{\"filter\":\"ticker==ACME\"}");
    var answer =
        house.contribute(
            record("c1", 7, 1)
                + ","
                + record("c1", 7, 1)
                + ","
                + record("c2", -3, 1)
                + ",{\"campaign\":\"c3\",\"spend\":1,\"leads\":1,\"as-of\":\"2026-01-01\"}"
                + ",{\"campaign\":\"ACME\",\"spend\":1,\"leads\":1,\"staff\":100}");
    String receipt = House.json(answer).get("receipt").textValue();
    String standing = House.json(answer).get("standing").toString();
    assertThat(House.text(answer).replace(receipt, "R").replace(standing, "S"))
        .isEqualTo(
            """
            {"agreement":"orchard","exchange":"campaigns","records":[\
            {"record":0,"fate":"accepted","credit":11},\
            {"record":1,"fate":"duplicate"},\
            {"record":2,"fate":"invalid","because":"spend: -3 is below the minimum 0"},\
            {"record":3,"fate":"stale"},\
            {"record":4,"fate":"accepted","credit":11}],\
            "credit":22,"standing":S,"receipt":"R"}""");
    assertThat(standing).isEqualTo(House.text(house.get(House.ORCHARD + "/standing")));
  }

  @Test
  void creditTakesOffTheExposureAndIsCountedByCategory() {
    var house = House.open(terms());
    house.ask("{}"); // 44.5
    var answer = house.contribute("{\"campaign\":\"c1\",\"spend\":1,\"leads\":1,\"staff\":7}");
    assertThat(at(answer, "/credit")).isEqualTo("16");
    assertThat(at(answer, "/standing/received")).isEqualTo("16");
    assertThat(at(answer, "/standing/exposure")).isEqualTo("28.5");
    assertThat(at(answer, "/standing/categories/performance/received")).isEqualTo("11");
    assertThat(at(answer, "/standing/categories/targeting/received")).isEqualTo("5");
    assertThat(at(answer, "/standing/categories/targeting/exposure")).isEqualTo("36.5");
    assertThat(at(answer, "/standing/next/stage")).isEqualTo("mid");
  }

  @Test
  void theAgreementsRateMultipliesCredit() {
    var house = House.open(terms("\"rate\": 1", "\"rate\": 0.35"));
    var answer = house.contribute(record("c1", 1, 1) + "," + record("c2", 1, 1));
    assertThat(fates(answer)).isEqualTo("accepted 3.85, accepted 3.85");
    assertThat(at(answer, "/credit")).isEqualTo("7.7");
  }

  @Test
  void aChangedCellEarnsAFifthOnceInARoundAndTheSameNothing() {
    var house = House.open(terms());
    assertThat(fates(house.contribute(record("c1", 1, 1)))).isEqualTo("accepted 11");
    assertThat(fates(house.contribute(record("c1", 1, 1)))).isEqualTo("duplicate");
    assertThat(fates(house.contribute(record("c1", 2, 1)))).isEqualTo("accepted 1");
    assertThat(fates(house.contribute(record("c1", 3, 1)))).isEqualTo("accepted 0");
    assertThat(fates(house.contribute(record("c1", 3, 1)))).isEqualTo("duplicate");
  }

  @Test
  void whatWasToldAsABandAndIsToldBackEarnsNothing() {
    var house = House.open(terms());
    String echo = "{\"campaign\":\"ACME\",\"spend\":%d,\"leads\":%d,\"staff\":%d}";
    house.contribute(record("ACME", 1, 1));
    assertThat(fates(house.contribute(echo.formatted(1, 1, 100))))
        .as("nothing was told yet")
        .isEqualTo("accepted 5");

    house = House.open(terms());
    house.contribute(record("ACME", 1, 1));
    house.ask("{\"fields\":[\"ticker\",\"employees\"]}"); // ACME has 100-999
    assertThat(fates(house.contribute(echo.formatted(1, 1, 999)))).isEqualTo("echo");
    assertThat(fates(house.contribute(echo.formatted(2, 2, 100))))
        .as("what changed beside the echo still earns")
        .isEqualTo("accepted 2");
    assertThat(fates(house.contribute(echo.formatted(2, 2, 1000)))).isEqualTo("accepted 5");
    var entry = (Received) house.ledger.events().getLast();
    assertThat(entry.fields().get(4).intake().first()).isEqualTo(1);
  }

  @Test
  void aWithheldFieldIsNoEchoSoCreditIsNoOracle() {
    var house =
        House.open(
            terms(
                "\"echoes\": \"accounts.employees\"",
                "\"echoes\": \"accounts.margin\"",
                "\"staff\": {\"type\": \"integer\"",
                "\"staff\": {\"type\": \"number\""));
    house.ask("{}"); // ACME's margin of 0.3 is withheld
    assertThat(
            fates(
                house.contribute(
                    "{\"campaign\":\"ACME\",\"spend\":1,\"leads\":1,\"staff\":0.3},"
                        + "{\"campaign\":\"BOLT\",\"spend\":1,\"leads\":1,\"staff\":0.3}")))
        .isEqualTo("accepted 16, accepted 16");
  }

  @Test
  void beyondTwiceWhatIsExpectedInARoundNothingEarns() {
    var house = House.open(terms("\"campaigns\": 30}", "\"campaigns\": 2}"));
    String five =
        IntStream.range(0, 5).mapToObj(n -> record("c" + n, 1, 1)).collect(Collectors.joining(","));
    assertThat(fates(house.contribute(record("c0", 1, 1) + "," + record("c0", 1, 1) + "," + five)))
        .isEqualTo(
            "accepted 11, duplicate, duplicate, accepted 11, accepted 11, accepted 11,"
                + " beyond-expected");
    assertThat(fates(house.contribute(record("c0", 1, 1) + "," + record("c9", 1, 1))))
        .isEqualTo("duplicate, beyond-expected");
  }

  @Test
  void creditIsNotCarriedBelowMinusTheWindow() {
    var house =
        House.open(
            terms(
                "\"window\": 500",
                "\"window\": 20",
                "\"window\": 1000,",
                "\"window\": 40,",
                "\"window\": 2000",
                "\"window\": 80"));
    var answer =
        house.contribute(record("c1", 1, 1) + "," + record("c2", 1, 1) + "," + record("c3", 1, 1));
    assertThat(at(answer, "/credit")).isEqualTo("33");
    assertThat(at(answer, "/standing/received")).isEqualTo("33");
    assertThat(at(answer, "/standing/exposure")).isEqualTo("-20");
    assertThat(at(answer, "/standing/remaining")).isEqualTo("40");
  }

  @Test
  void aCategoryOfWindowZeroOpensByWhatIsRepaidInIt() {
    var house =
        House.open(terms("\"windows\": {\"margins\": 50}", "\"windows\": {\"targeting\": 0}"));
    String query = "{\"fields\":[\"sector\"],\"limit\":1}";
    assertThat(House.outcome(house.ask(query))).isEqualTo("403 reciprocity-exhausted");
    house.contribute(record("c1", 1, 1));
    assertThat(House.outcome(house.ask(query))).isEqualTo("403 reciprocity-exhausted");
    house.contribute("{\"campaign\":\"c1\",\"spend\":1,\"leads\":1,\"staff\":7}");
    assertThat(House.outcome(house.ask(query))).isEqualTo("200");
  }

  @Test
  void withoutARecordThereIsAnEntryAndAReceiptToo() {
    var house = House.open(terms());
    int before = house.ledger.events().size();
    var answer = house.contribute("");
    assertThat(House.json(answer).get("records")).isEmpty();
    assertThat(at(answer, "/credit")).isEqualTo("0");
    assertThat(at(answer, "/receipt")).isNotEmpty();
    assertThat(house.ledger.events()).hasSize(before + 1);
  }

  @Test
  void whereTrustNeverHoldsStillNothingIsCreditedOrKept() {
    var house = House.open(terms());
    int[] readings = {0};
    house.inbox.beforeHolding(
        () -> {
          readings[0]++;
          house.ledger.record(new PolicyActivated(house.policy.revision()));
        });
    assertThat(House.outcome(house.contribute(record("c1", 1, 1))))
        .isEqualTo("503 ledger-unavailable");
    assertThat(readings[0]).isEqualTo(10);
    assertThat(house.ledger.events()).noneMatch(Received.class::isInstance);
    assertThat(house.inbox.held()).isEmpty();
    assertThat(house.inbox.kept()).isEmpty();
  }

  @Test
  void whatIsReadOnAnotherDayIsReadAgain() {
    var house = House.open(terms());
    int[] readings = {0};
    house.inbox.beforeHolding(
        () -> house.now = house.now.plus(readings[0]++ == 0 ? Duration.ofDays(1) : Duration.ZERO));
    var answer =
        house.contribute("{\"campaign\":\"c1\",\"spend\":1,\"leads\":1,\"as-of\":\"2026-08-24\"}");
    assertThat(fates(answer))
        .as("90 days ago when it was sent, 91 when it was taken")
        .isEqualTo("stale");
    assertThat(readings[0]).isEqualTo(2);
    assertThat(house.inbox.held()).isEmpty();
  }
}
