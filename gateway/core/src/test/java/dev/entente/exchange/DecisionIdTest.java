package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import dev.entente.disclosure.DecisionId;
import dev.entente.disclosure.Deliberated;
import dev.entente.disclosure.Deliberated.Upshot;
import dev.entente.json.Json;
import dev.entente.ledger.Event.Disclosed;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import java.text.ParseException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One id leads from the log of decisions to the entry, the receipt and the problem, and back. */
class DecisionIdTest {
  private final House house = House.open();

  @Test
  void aReleaseNamesItsDecisionInTheEntryAndInBothReceipts() throws ParseException {
    JsonNode answer = House.json(house.ask("{\"fields\":[\"ticker\"]}"));
    Deliberated logged = only();
    assertThat(logged.upshot()).isInstanceOf(Upshot.Released.class);
    assertThat(logged.key()).isEqualTo(house.partner.id());
    Disclosed entry = (Disclosed) house.ledger.events().getLast();
    assertThat(entry.decision()).isEqualTo(logged.id());
    assertThat(entry.request()).isEqualTo(logged.request());
    JsonNode receipt = claims(answer);
    assertThat(receipt.get("decision").textValue()).isEqualTo(logged.id().toString());
    JsonNode again =
        House.json(
            house.get(House.ORCHARD + "/entries/" + receipt.get("index").longValue() + "/receipt"));
    assertThat(claims(again).get("decision")).isEqualTo(receipt.get("decision"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"fields\":[\"nothing\"]}|FIELD_UNKNOWN",
        "{\"fields\":[\"scout\"]}|FIELD_UNKNOWN",
        "{\"filter\":\"margin==1\"}|FIELD_NOT_RELEASED",
        "{\"filter\":\"sector==Steel\",\"cursor\":\"x\"}|QUERY_MALFORMED",
      })
  void aCallThatADecisionDeniesNamesIt(String query, ProblemCode code) {
    JsonNode problem = House.json(house.ask(query));
    assertThat(problem.get("decision").textValue()).isEqualTo(only().id().toString());
    assertThat(only().upshot())
        .isInstanceOfSatisfying(
            Upshot.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void whereNoFieldIsShownTheDecisionIsLoggedAsSuch() {
    house.ask("{\"purpose\":\"curiosity\"}");
    assertThat(only().upshot()).isInstanceOf(Upshot.Withheld.class);
  }

  @ParameterizedTest
  @CsvSource({"SLOW,in time", "UNDEFINED,says nothing", "MALFORMED,not understood"})
  void aFailureToDecideIsNamedAndSaysWhichItWas(PolicyFailure failure, String words) {
    house.policy.whileDeciding(
        () -> {
          throw Unavailable.policy(failure, "secret of the engine", null);
        });
    JsonNode problem = House.json(house.ask("{}"));
    assertThat(problem.get("decision").textValue()).isEqualTo(only().id().toString());
    assertThat(problem.get("detail").textValue()).contains(words).doesNotContain("secret");
    assertThat(only().upshot()).isEqualTo(new Upshot.Failed(failure));
  }

  @Test
  void whatFailsOrRunsDryAfterwardsNamesTheDecisionToo() {
    house.source.whileReading(
        () -> {
          throw Unavailable.source("gone", null);
        });
    SignedAnswer answer = house.ask("{}");
    assertThat(House.outcome(answer)).isEqualTo("503 source-unavailable");
    assertThat(House.json(answer).get("decision").textValue()).isEqualTo(only().id().toString());
  }

  @Test
  void anExhaustedWindowNamesTheDecision() {
    for (int i = 0; i < 200; i++) {
      house.add("T" + i, "Software", 1L, "Ulm", 1.0);
    }
    SignedAnswer answer = house.ask("{}");
    while (answer.status() == 200 && !House.json(answer).get("next").isNull()) {
      String next = House.json(answer).get("next").textValue();
      answer = house.ask("{\"cursor\":\"" + next + "\"}");
    }
    assertThat(House.outcome(answer)).isEqualTo("403 reciprocity-exhausted");
    assertThat(House.json(answer).get("decision").textValue())
        .isEqualTo(house.decisions.getLast().id().toString());
  }

  @Test
  void aDecisionThatIsMadeAgainHasAnIdOfItsOwn() throws ParseException {
    int[] reads = {0};
    house.source.whileReading(
        () -> {
          if (reads[0]++ == 0) {
            house.ledger.record(new PolicyActivated(house.policy.revision()));
          }
        });
    JsonNode answer = House.json(house.ask("{}"));
    assertThat(house.decisions).hasSize(2).extracting(Deliberated::id).doesNotHaveDuplicates();
    assertThat(claims(answer).get("decision").textValue())
        .isEqualTo(house.decisions.getLast().id().toString());
  }

  @Test
  void ofDecisionsThatAreMadeAgainTheProblemNamesTheLast() {
    house.source.whileReading(
        () -> house.ledger.record(new PolicyActivated(house.policy.revision())));
    JsonNode problem = House.json(house.ask("{}"));
    assertThat(house.decisions).hasSize(10);
    assertThat(problem.get("decision").textValue())
        .isEqualTo(house.decisions.getLast().id().toString());
  }

  @Test
  void whatIsRefusedBeforeAnyDecisionNamesNone() {
    assertThat(House.json(house.ask("[]")).has("decision")).isFalse();
    assertThat(house.decisions).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-1-1-1-1", "4CA636C1-55E4-417A-B1D8-4ACEB67960D1", "", "x"})
  void anIdHasOneForm(String text) {
    assertThatThrownBy(() -> DecisionId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    UUID some = UUID.randomUUID();
    assertThat(DecisionId.parse(some.toString()).value()).isEqualTo(some);
  }

  private Deliberated only() {
    assertThat(house.decisions).hasSize(1);
    return house.decisions.getFirst();
  }

  private static JsonNode claims(JsonNode answer) throws ParseException {
    return Json.read(JWSObject.parse(answer.get("receipt").textValue()).getPayload().toBytes());
  }
}
