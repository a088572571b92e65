package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.ledger.Event.Received;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bodies are taken where, before anything else is asked. */
class BodyLimitsTest {
  private static final int CONTRIBUTION = 16 << 20;

  private final House house = House.open();

  private String outcome(String target, String mediaType, String body) {
    return House.outcome(
        house.send(
            house.sent(
                house.partner,
                target,
                body,
                "content-type",
                mediaType,
                "idempotency-key",
                "k" + body.length() + mediaType)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{\"records\":[]}|200",
        "application/x-ndjson|{\"campaign\":\"c1\"}|200",
        "text/csv|campaign|200",
        "text/csv; header=present; charset=UTF-8|campaign|200",
        "TEXT/CSV|campaign|200",
        "text/plain|campaign|415 unsupported-media-type",
        "application/ndjson|{}|415 unsupported-media-type",
        "text/csv; charset=latin1|campaign|415 unsupported-media-type",
      })
  void contributionsAreJsonNdjsonOrCsv(String mediaType, String body, String outcome) {
    assertThat(outcome(House.CONTRIBUTIONS, mediaType, body)).isEqualTo(outcome);
  }

  @Test
  void otherCallsTakeJsonOnly() {
    for (String type : List.of("text/csv", "application/x-ndjson")) {
      assertThat(outcome(House.QUERY, type, "{}")).isEqualTo("415 unsupported-media-type");
    }
  }

  @Test
  void aContributionHasUpTo16MebibytesAndAnotherBodyOne() {
    String records = "{\"records\":[]}";
    assertThat(outcome(House.CONTRIBUTIONS, "application/json", padded(records, CONTRIBUTION)))
        .isEqualTo("200");
    assertThat(outcome(House.CONTRIBUTIONS, "application/json", padded(records, CONTRIBUTION + 1)))
        .isEqualTo("413 too-large");
    assertThat(outcome(House.QUERY, "application/json", padded("{}", 1 << 20))).isEqualTo("200");
    assertThat(outcome(House.QUERY, "application/json", padded("{}", (1 << 20) + 1)))
        .isEqualTo("413 too-large");
  }

  @Test
  void sizeTypePartyAndRouteAreRefusedInThisOrder() {
    String others = "/v1/agreements/plums/exchanges/campaigns/contributions";
    String none = House.ORCHARD + "/exchanges/none/contributions";
    String large = "x".repeat(CONTRIBUTION + 1);
    assertThat(outcome(others, "text/plain", large)).isEqualTo("413 too-large");
    assertThat(outcome(others, "text/plain", "x")).isEqualTo("415 unsupported-media-type");
    assertThat(outcome(others, "text/csv", "x")).isEqualTo("404 not-a-party");
    assertThat(outcome(none, "text/csv", "x")).isEqualTo("404 exchange-unknown");
    assertThat(outcome(House.CONTRIBUTIONS, "text/csv", "x")).isEqualTo("400 record-malformed");
  }

  @Test
  void withoutABodyThereIsNothingToTake() {
    var answer =
        house.send(house.sent(house.partner, House.CONTRIBUTIONS, "", "idempotency-key", "k1"));
    assertThat(House.outcome(answer)).isEqualTo("400 record-malformed");
    assertThat(House.text(answer)).contains("the request has no body");
  }

  @Test
  void ofSixteenMebibytesOnlyTheBrokenLastRowIsLost() {
    var body = new StringBuilder("campaign,reach\n");
    int rows = 0;
    for (; body.length() < CONTRIBUTION - 200; rows++) {
      body.append("c%07d %s,3\n".formatted(rows, "x".repeat(40)));
    }
    body.append("last,-3\n");
    var answer = house.contribute("text/csv", body.toString(), "k1");
    assertThat(House.outcome(answer)).isEqualTo("200");
    var records = House.json(answer).get("records");
    assertThat(records).hasSize(rows + 1);
    assertThat(records.get(rows).toString())
        .isEqualTo(
            "{\"record\":%d,\"fate\":\"invalid\",\"because\":\"reach: -3 is below the minimum 0\"}"
                .formatted(rows));
    var entry = (Received) house.ledger.events().getLast();
    assertThat(entry.fates().toString())
        .isEqualTo("{accepted=60, invalid=1, beyond-expected=%d}".formatted(rows - 60));
  }

  @Test
  void sixteenMebibytesWhoseLastLineCannotBeReadTakeNothing() {
    int before = house.ledger.events().size();
    String line = "{\"campaign\":\"" + "x".repeat(84) + "\"}\n";
    int lines = CONTRIBUTION / line.length() - 1;
    var answer =
        house.contribute("application/x-ndjson", line.repeat(lines) + "{\"campaign\":\"x\n", "k1");
    assertThat(House.outcome(answer)).isEqualTo("400 record-malformed");
    assertThat(House.json(answer).get("position").intValue()).isEqualTo(lines + 1);
    assertThat(house.ledger.events()).hasSize(before);
    assertThat(house.inbox.kept()).isEmpty();
    assertThat(house.inbox.held()).isEmpty();
  }

  private static String padded(String body, int length) {
    return body + " ".repeat(length - body.length());
  }
}
