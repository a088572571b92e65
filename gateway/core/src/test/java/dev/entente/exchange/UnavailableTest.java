package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failing to decide means: nothing leaves. And every answer comes after its nonce is durable. */
class UnavailableTest {
  private final House house = House.open();

  @Test
  void aPolicyThatCannotDecideReleasesNothing() {
    house.policy.whileDeciding(
        () -> {
          throw Unavailable.policy(PolicyFailure.FAILED, "the engine is gone", null);
        });
    nothingLeft("503 policy-unavailable");
  }

  @Test
  void aSourceThatCannotBeReadReleasesNothing() {
    house.source.whileReading(
        () -> {
          throw Unavailable.source("the table secret_margins is gone", null);
        });
    nothingLeft("503 source-unavailable");
  }

  @Test
  void aLedgerThatCannotRecordReleasesNothing() {
    house.ledger.breakDown();
    nothingLeft("503 ledger-unavailable");
  }

  @Test
  void aNonceThatCannotBeClaimedOrSettledIsAnsweredAsSuch() {
    house.ledger.failToSettle();
    assertThat(House.outcome(house.get(House.ORCHARD))).isEqualTo("503 ledger-unavailable");
    assertThat(House.outcome(house.get("/nothing"))).isEqualTo("503 ledger-unavailable");
    house.ledger.failToClaim();
    int before = house.ledger.events().size();
    assertThat(House.outcome(house.ask("{}"))).isEqualTo("503 ledger-unavailable");
    assertThat(house.ledger.events()).hasSize(before);
  }

  @Test
  void whatNobodyForesawIsAnsweredWithoutItsWords() {
    house.source.whileReading(
        () -> {
          throw new IllegalStateException("row 7: secret of ACME");
        });
    nothingLeft("500 internal");
  }

  private void nothingLeft(String outcome) {
    int before = house.ledger.events().size();
    var answer = house.ask("{}");
    assertThat(House.outcome(answer)).isEqualTo(outcome);
    assertThat(House.text(answer)).doesNotContain("secret", "ACME", "engine", "disk");
    assertThat(house.ledger.events()).hasSize(before);
    assertThat(house.ledger.settled()).isEqualTo(house.ledger.claimed());
    assertThat(lastNotes(3)).containsExactly("claimed", "settled", "signed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST|/v1/agreements/orchard/datasets/accounts/query|{}|200|disclosed",
        "POST|/v1/agreements/orchard/acceptance|{\"terms-hash\":\"HASH\"}|200|changed",
        "GET|/v1/agreements/orchard|``|200|settled",
        "GET|/v1/agreements/orchard/standing|``|200|settled",
        "GET|/v1/agreements/orchard/datasets|``|200|settled",
        "GET|/v1/agreements/orchard/datasets/accounts|``|200|settled",
        "GET|/v1/agreements/orchard/entries|``|200|settled",
        "GET|/v1/agreements/orchard/entries/0/proof|``|200|settled",
        "GET|/v1/agreements/plums|``|404|settled",
        "GET|/v1/agreements/orchard/nothing|``|404|settled",
        "DELETE|/v1/agreements/orchard|``|405|settled",
        "POST|/v1/agreements/orchard/datasets/accounts/query|[]|400|settled",
        "POST|/v1/agreements/orchard/datasets/accounts/query|{\"fields\":[\"no\"]}|400|settled",
        "POST|/v1/agreements/orchard/datasets/accounts/query|{\"sort\":[\"margin\"]}|403|settled",
        "POST|/v1/agreements/orchard/acceptance|{}|400|settled",
      })
  void theNonceIsDurableBeforeAnyAnswerIsSigned(
      String method, String target, String body, int status, String how) {
    String hash = House.json(house.get(House.ORCHARD)).get("terms-hash").textValue();
    var answer = house.call(house.partner, method, target, body.replace("HASH", hash));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(lastNotes(3)).containsExactly("claimed", how, "signed");
    assertThat(house.ledger.settled()).isEqualTo(house.ledger.claimed());
  }

  @Test
  void theSecondUseOfARequestIsRefused() {
    var request = house.signed(house.partner, "GET", House.ORCHARD, "");
    assertThat(house.send(request).status()).isEqualTo(200);
    assertThat(House.outcome(house.send(request))).isEqualTo("401 signature-replayed");
  }

  @Test
  void aContributionIsRecordedAndItsAnswerKeptBeforeItIsSigned() {
    assertThat(house.contribute("{\"campaign\":\"c1\"}").status()).isEqualTo(200);
    assertThat(lastNotes(4)).containsExactly("claimed", "received", "kept", "signed");
    assertThat(house.ledger.settled()).isEqualTo(house.ledger.claimed());
  }

  @Test
  void aContributionThatIsRefusedHasItsNonceSettled() {
    assertThat(House.outcome(house.contribute("}"))).isEqualTo("400 record-malformed");
    assertThat(lastNotes(3)).containsExactly("claimed", "settled", "signed");
  }

  @Test
  void whatCannotBeKeptForItsOwnerIsNotCredited() {
    int before = house.ledger.events().size();
    house.inbox.fillUp();
    var answer = house.contribute("{\"campaign\":\"c1\"}");
    assertThat(House.outcome(answer)).isEqualTo("503 ledger-unavailable");
    assertThat(house.ledger.events()).hasSize(before);
    assertThat(lastNotes(3)).containsExactly("claimed", "settled", "signed");
  }

  @Test
  void whatTheLedgerMayHaveRecordedStaysHeld() {
    house.ledger.breakDown();
    var answer = house.contribute("{\"campaign\":\"c1\"}");
    assertThat(House.outcome(answer)).isEqualTo("503 ledger-unavailable");
    assertThat(house.inbox.held()).hasSize(1);
    assertThat(house.inbox.kept()).isEmpty();
  }

  private List<String> lastNotes(int count) {
    var notes = house.ledger.notes();
    return notes.subList(notes.size() - count, notes.size());
  }
}
