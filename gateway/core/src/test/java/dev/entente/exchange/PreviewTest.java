package dev.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entente.agreement.AgreementId;
import dev.entente.agreement.SampleTerms;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Filter;
import dev.entente.disclosure.Rows;
import dev.entente.json.Json;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.problem.Outcome;
import dev.entente.problem.Outcome.Passed;
import dev.entente.problem.Outcome.Refused;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Problem;
import dev.entente.problem.Unavailable;
import dev.entente.signature.Sender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people of ours are shown is what the partner is answered, and leaves no trace. */
class PreviewTest {
  private static final AgreementId ORCHARD = new AgreementId("orchard");

  private static Outcome<Preview> preview(House house, String query) {
    return house.previews.of(
        ORCHARD, SampleTerms.ACCOUNTS, query.getBytes(StandardCharsets.UTF_8), new Sender());
  }

  private static Preview passed(House house, String query) {
    return ((Passed<Preview>) preview(house, query)).value();
  }

  static Stream<House> houses() {
    House rows = House.open();
    rows.policy.letting(
        new Rows.Where(
            new Filter.Comparison(
                new FieldName("sector"), Filter.Operator.EQUAL, List.of("Software"))));
    House hiding = House.open();
    hiding.policy.hiding("city", "employees");
    hiding.policy.become("two");
    hiding.ledger.record(new PolicyActivated(hiding.policy.revision()));
    return Stream.of(
        House.open(),
        House.open(SampleTerms.windowOf(12)),
        House.open(SampleTerms.windowOf(1)),
        House.open(
            SampleTerms.with(
                "\"value\": 5, \"stage\": \"mid\"", "\"value\": 5, \"stage\": \"early\"")),
        House.open(
            SampleTerms.with(
                "\"margins\", \"value\": 20, \"stage\": \"late\"",
                "\"margins\", \"value\": 20, \"stage\": \"early\"")),
        rows,
        hiding);
  }

  private static final List<String> QUERIES =
      List.of(
          "{\"fields\":[\"ticker\"],\"limit\":1}",
          "{\"fields\":[\"ticker\",\"employees\",\"margin\",\"award\"]}",
          "{\"filter\":\"employees=gt=50\",\"sort\":[\"-city\"]}",
          "{\"filter\":\"sector==Software\",\"fields\":[\"city\"],\"purpose\":\"joint-planning\"}",
          "{\"fields\":[\"scout\"]}",
          "{\"fields\":[\"margin\"]}",
          "{\"limit\":0}",
          "{\"filter\":\"ticker==NONE\"}",
          "{}");

  @ParameterizedTest
  @MethodSource("houses")
  void itIsByteForByteTheAnswerThatFollows(House house) {
    for (String query : QUERIES) {
      Outcome<Preview> preview = preview(house, query);
      SignedAnswer answer = house.ask(query);

      switch (preview) {
        case Passed<Preview>(Preview it) -> {
          assertThat(answer.status()).as(query).isEqualTo(200);
          assertThat(House.text(answer))
              .as(query)
              .contains("\"records\":" + new String(it.records(), StandardCharsets.UTF_8) + ",\"");
          assertThat(comparable(Json.read(it.json())).toString())
              .as(query)
              .isEqualTo(comparable(House.json(answer)).toString());
          assertThat(it.more()).as(query).isEqualTo(!House.json(answer).get("next").isNull());
        }
        case Refused<Preview>(Problem problem) ->
            assertThat(named(Json.tree(problem.document())))
                .as(query)
                .isEqualTo(named(House.json(answer)));
      }
    }
  }

  private static JsonNode comparable(JsonNode answer) {
    return ((ObjectNode) answer).remove(List.of("receipt", "next", "more", "decided"));
  }

  private static String named(JsonNode problem) {
    return ((ObjectNode) problem).remove(List.of("decision")).toString();
  }

  @Test
  void nothingIsRecordedChargedRememberedSpentOrLogged() {
    House house = House.open();
    var standing = house.ledger.trust().standing(ORCHARD);
    var notes = house.ledger.notes();
    var events = house.ledger.events();

    Preview first = passed(house, "{}");
    Preview again = passed(house, "{}");

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(first.count()).isEqualTo(3);
    assertThat(house.ledger.trust().standing(ORCHARD)).isEqualTo(standing);
    assertThat(house.ledger.events()).isEqualTo(events);
    assertThat(house.ledger.notes()).isEqualTo(notes);
    assertThat(house.ledger.known(ORCHARD)).isEmpty();
    assertThat(house.decisions).isEmpty();
    house.ask("{}");
    assertThat(Json.read(passed(house, "{}").json()).at("/reciprocity/value").intValue()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plums-of-nobody", "plums"})
  void anotherAgreementIsAnotherAnswer(String agreement) {
    House house = House.open();
    var outcome =
        house.previews.of(
            new AgreementId(agreement), SampleTerms.ACCOUNTS, new byte[0], new Sender());

    assertThat(outcome instanceof Passed<Preview>).isEqualTo(agreement.equals("plums"));
    assertThat(house.ledger.events()).noneMatch(it -> it.toString().startsWith("Disclosed"));
  }

  @Test
  void whatIsNotOfferedOrNotUnderstoodIsToldAsThePartnerIsToldIt() {
    House house = House.open();
    var unknown = house.previews.of(ORCHARD, new DatasetId("others"), new byte[0], new Sender());

    assertThat(((Refused<Preview>) unknown).problem().code().code()).isEqualTo("dataset-unknown");
    assertThat(((Refused<Preview>) preview(house, "{\"limit\":\"<b>\"}")).problem().members())
        .containsEntry("pointer", "/limit");
  }

  @Test
  void whereThePolicyTheSourceOrTheLedgerFailsNothingIsShown() {
    House house = House.open();
    house.policy.whileDeciding(
        () -> {
          throw Unavailable.policy(PolicyFailure.FAILED, "the engine is gone", null);
        });
    assertThat(code(preview(house, "{}"))).isEqualTo("policy-unavailable");
    house.policy.whileDeciding(() -> {});
    house.source.whileReading(
        () -> {
          throw new IllegalStateException("row 7: secret of ACME");
        });
    assertThat(code(preview(house, "{}"))).isEqualTo("internal");
    house.source.whileReading(() -> {});
    house.ledger.breakDown();
    assertThat(code(preview(house, "{}"))).isEqualTo("ledger-unavailable");
  }

  private static String code(Outcome<Preview> outcome) {
    return ((Refused<Preview>) outcome).problem().code().code();
  }

  @Test
  void aPolicyThatIsActivatedMeanwhileDecidesWhatIsShown() {
    House house = House.open();
    int[] reads = {0};
    house.source.whileReading(
        () -> {
          if (reads[0]++ == 0) {
            house.policy.hiding("city");
            house.policy.become("two");
            house.ledger.record(new PolicyActivated(house.policy.revision()));
          }
        });

    assertThat(passed(house, "{}").fields()).doesNotContainKey("city");
    assertThat(reads[0]).isEqualTo(2);
  }

  @Test
  void whoLeavesEndsTheReading() {
    House house = House.open();
    var sender = new Sender();
    sender.leave();

    assertThat(code(house.previews.of(ORCHARD, SampleTerms.ACCOUNTS, new byte[0], sender)))
        .isEqualTo("source-unavailable");
    assertThat(house.source.selections()).isEmpty();
  }
}
