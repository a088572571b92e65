package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.ledger.Event.Received;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same under the same key is answered the same, for ever, and credited once. */
class IdempotencyTest {
  private static final String JSON = "application/json";
  private static final String BODY = "{\"records\":[{\"campaign\":\"c1\",\"reach\":3}]}";

  private final House house = House.open();

  private List<Received> received() {
    return house.ledger.events().stream()
        .filter(Received.class::isInstance)
        .map(Received.class::cast)
        .toList();
  }

  @Test
  void theSameAgainIsAnsweredByteForByteTheSameAndCreditedOnce() {
    var first = house.contribute(JSON, BODY, "k1");
    house.contribute(JSON, "{\"records\":[{\"campaign\":\"c2\"}]}", "k2");
    house.ask("{}");
    house.now = house.now.plusSeconds(400 * 86_400L);
    var again = house.contribute(JSON, BODY, "k1");
    assertThat(House.outcome(first)).isEqualTo("200");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(received()).hasSize(2);
    assertThat(house.inbox.kept()).hasSize(2);
    assertThat(house.inbox.held()).isEmpty();
    assertThat(house.ledger.settled()).isEqualTo(house.ledger.claimed());
  }

  @Test
  void theSameUnderAnotherKeyIsNothingNew() {
    house.contribute(JSON, BODY, "k1");
    var again = House.json(house.contribute(JSON, BODY, "k2"));
    assertThat(again.at("/records/0/fate").textValue()).isEqualTo("duplicate");
    assertThat(again.get("credit").intValue()).isZero();
    assertThat(received()).hasSize(2);
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefusedAndChangesNothing() {
    var first = house.contribute(JSON, BODY, "k1");
    for (String other :
        List.of(
            "{\"records\":[{\"campaign\":\"c2\",\"reach\":3}]}",
            "{\"records\":[{\"reach\":3,\"campaign\":\"c1\"}]}",
            BODY + " ",
            "{\"records\":[]}")) {
      assertThat(House.outcome(house.contribute(JSON, other, "k1")))
          .isEqualTo("409 idempotency-conflict");
    }
    assertThat(house.contribute(JSON, BODY, "k1").body()).isEqualTo(first.body());
    assertThat(received()).hasSize(1);
    assertThat(house.inbox.kept()).hasSize(1);
    assertThat(house.inbox.held()).isEmpty();
  }

  @Test
  void theSameBytesAsAnotherTypeAreAnotherBody() {
    String both = "{\"records\":[]}"; // no record, or one that is invalid
    assertThat(House.outcome(house.contribute(JSON, both, "k1"))).isEqualTo("200");
    assertThat(House.outcome(house.contribute("application/json;charset=utf-8", both, "k1")))
        .isEqualTo("200");
    assertThat(House.outcome(house.contribute("application/x-ndjson", both, "k1")))
        .isEqualTo("409 idempotency-conflict");
    assertThat(House.outcome(house.contribute("application/x-ndjson", both, "k2")))
        .isEqualTo("200");
  }

  @Test
  void aKeyIsTheAgreementsOwn() {
    house.contribute(JSON, BODY, "k1");
    var others =
        house.send(
            house.sent(
                house.rival,
                "/v1/agreements/plums/exchanges/campaigns/contributions",
                "{\"records\":[]}",
                "content-type",
                JSON,
                "idempotency-key",
                "k1"));
    assertThat(House.outcome(others)).isEqualTo("200");
  }

  @Test
  void aBodyThatCouldNotBeReadLeavesItsKeyFree() {
    assertThat(House.outcome(house.contribute(JSON, "{\"records\":[}", "k1")))
        .isEqualTo("400 record-malformed");
    assertThat(House.outcome(house.contribute(JSON, BODY, "k1"))).isEqualTo("200");
  }

  @Test
  void whatCouldNotBeAnsweredIsNotTaken() {
    house.policy.whileDeciding(
        () -> {
          throw Unavailable.policy(PolicyFailure.FAILED, "the engine is gone", null);
        });
    assertThat(House.outcome(house.contribute(JSON, BODY, "k1")))
        .isEqualTo("503 policy-unavailable");
    assertThat(received()).isEmpty();
    assertThat(house.inbox.held()).isEmpty();
  }

  /** As after a crash between the entry and its answer. */
  @Test
  void whatWasRecordedButNeverAnsweredIsAnsweredFromItsEntry() {
    int[] asked = {0};
    house.policy.whileDeciding(
        () -> {
          if (asked[0]++ == 1) {
            throw Unavailable.policy(PolicyFailure.FAILED, "the engine is gone", null);
          }
        });
    assertThat(House.outcome(house.contribute(JSON, BODY, "k1")))
        .isEqualTo("503 policy-unavailable");
    assertThat(received()).hasSize(1);
    house.contribute(JSON, "{\"records\":[{\"campaign\":\"c2\",\"reach\":3}]}", "k2");

    var answer = House.json(house.contribute(JSON, BODY, "k1"));
    assertThat(answer.at("/records/0/credit").intValue()).isEqualTo(6);
    assertThat(answer.at("/standing/received").intValue()).as("as it was then").isEqualTo(6);
    assertThat(received()).hasSize(2);
    assertThat(house.inbox.kept()).as("the first request's own").hasSize(2);
    assertThat(house.inbox.kept()).containsKey(received().getFirst().request());
    assertThat(house.inbox.held()).isEmpty();
    var receipt = ReceiptClaims.of(answer.get("receipt").textValue());
    assertThat(receipt.get("request").textValue())
        .isEqualTo(received().getFirst().request().toString());
  }

  @Test
  void withoutAKeyNothingIsTaken() {
    var answer =
        house.send(
            house.sent(house.partner, House.CONTRIBUTIONS, "not JSON", "content-type", JSON));
    assertThat(House.outcome(answer)).isEqualTo("400 idempotency-missing");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255})
  void aKeyHasUpTo255Characters(int length) {
    assertThat(House.outcome(house.contribute(JSON, BODY, "k".repeat(length)))).isEqualTo("200");
  }

  /** Others than printable ASCII cannot be signed at all (RFC 9421 section 2.1). */
  @Test
  void aKeyOfNoneOrTooManyCharactersIsRefused() {
    for (String key : List.of("", " ", "k".repeat(256))) {
      assertThat(House.outcome(house.contribute(JSON, BODY, key)))
          .isEqualTo("400 record-malformed");
    }
  }

  @Test
  void aKeyThatTheSignatureDoesNotCoverIsRefused() {
    var signed = house.sent(house.partner, House.CONTRIBUTIONS, BODY, "content-type", JSON);
    var tampered =
        new dev.entente.signature.SignedRequest(
            signed.head().with(dev.entente.signature.Headers.of("idempotency-key", "k1")),
            dev.entente.signature.Body.of(signed.body()));
    assertThat(House.outcome(house.exchange.answer(tampered))).isEqualTo("401 signature-invalid");
  }
}
