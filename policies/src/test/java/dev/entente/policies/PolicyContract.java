package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.Decision.Because;
import dev.entente.disclosure.Decision.Reason;
import dev.entente.disclosure.Decision.Released;
import dev.entente.disclosure.Decision.Withheld;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PromotionInput;
import dev.entente.disclosure.Rows;
import dev.entente.json.Json;
import dev.entente.problem.Unavailable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every engine answers when it runs the default bundle. */
abstract class PolicyContract {
  private static final FieldName TICKER = new FieldName("ticker");
  private static final FieldName EMPLOYEES = new FieldName("employees");
  private static final FieldName MARGIN = new FieldName("margin");
  private static final Released FULL = new Released(new Release.Full(), Optional.empty());

  /** The engine, with the default rules. */
  abstract Policy policy();

  /** What the rules were built into. */
  abstract Bundle bundle();

  @Test
  void its_revision_is_that_of_the_bundle() {
    assertThat(policy().revision()).isEqualTo(bundle().revision());
  }

  @Test
  void at_the_first_stage_it_releases_what_is_open_bands_what_has_bands_and_explains_the_rest() {
    Decision decision = policy().decide(Questions.early().input());

    var band = new Release.Band(Stream.of(100, 1000, 10000).map(BigDecimal::valueOf).toList());
    assertThat(decision.released())
        .isEqualTo(
            Map.of(
                TICKER,
                FULL,
                EMPLOYEES,
                new Released(band, Optional.of(reason(Because.STAGE, "reach stage mid")))));
    assertThat(decision.withheld())
        .isEqualTo(
            Map.of(
                MARGIN,
                withheld(Because.STAGE, "reach stage late", "complete milestone pilot-done")));
    assertThat(decision.rows()).isEqualTo(new Rows.Every());
  }

  @Test
  void at_the_last_stage_a_field_still_waits_for_its_milestone() {
    Decision before = policy().decide(Questions.early().at("late").input());
    Decision after = policy().decide(Questions.early().at("late").milestone("pilot-done").input());

    assertThat(before.withheld())
        .isEqualTo(Map.of(MARGIN, withheld(Because.MILESTONE, "complete milestone pilot-done")));
    assertThat(after.released()).isEqualTo(Map.of(TICKER, FULL, EMPLOYEES, FULL, MARGIN, FULL));
  }

  @Test
  void without_an_agreed_purpose_it_withholds_everything() {
    for (var questions : List.of(Questions.early().purpose(null), Questions.early().purpose("x"))) {
      Decision decision = policy().decide(questions.input());

      assertThat(decision.released()).isEmpty();
      assertThat(decision.withheld()).containsOnlyKeys(TICKER, EMPLOYEES, MARGIN);
      assertThat(decision.withheld().get(TICKER))
          .isEqualTo(withheld(Because.PURPOSE, "state one of the agreed purposes: joint-planning"));
    }
  }

  @Test
  void a_category_without_credit_is_withheld_unless_it_is_asked_for_by_name() {
    var late = Questions.early().at("late").milestone("pilot-done").dry("margins");

    assertThat(policy().decide(late.input()).withheld())
        .isEqualTo(Map.of(MARGIN, withheld(Because.RECIPROCITY, "contribute to campaigns")));
    assertThat(policy().decide(late.asked("ticker", "margin").input()).withheld()).isEmpty();
  }

  @Test
  void the_key_stays_open_when_its_category_has_no_credit_left() {
    Decision decision = policy().decide(Questions.early().at("mid").dry("accounts").input());

    assertThat(decision.released()).isEqualTo(Map.of(TICKER, FULL, EMPLOYEES, FULL));
  }

  @Test
  void the_gates_of_the_next_stage_are_those_of_the_ladder_and_those_there_always_are() {
    List<GateState> gates = policy().gates(Promotions.early());

    assertThat(gates.stream().map(GateState::document).map(Json::write).map(String::new))
        .containsExactly(
            "{\"gate\":\"cleared\",\"met\":false,\"have\":0,\"need\":1500,\"missing\":1500}",
            "{\"gate\":\"minimum-days\",\"met\":true,\"have\":40,\"need\":30,\"missing\":0}",
            "{\"gate\":\"active\",\"met\":true,\"have\":\"active\",\"need\":\"active\",\"missing\":null}",
            "{\"gate\":\"contacts\",\"met\":true,\"have\":2,\"need\":2,\"missing\":0}",
            "{\"gate\":\"disputes\",\"met\":false,\"have\":1,\"need\":0,\"missing\":[\"invoice\"]}",
            "{\"gate\":\"rounds\",\"met\":true,\"have\":\"allow\",\"need\":\"allow\",\"missing\":null}",
            "{\"gate\":\"acknowledged\",\"met\":true,\"have\":0,\"need\":0,\"missing\":0}");
  }

  @Test
  void gates_without_their_facts_are_a_failure_to_decide() {
    var nothing = new PromotionInput(Json.tree(Map.of()));

    assertThatThrownBy(() -> policy().gates(nothing))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("undefined");
  }

  @Test
  void many_threads_at_once_each_get_the_answer_to_their_own_question() throws Exception {
    Questions early = Questions.early();
    Questions late = early.at("late").milestone("pilot-done");
    Decision whenEarly = policy().decide(early.input());
    Decision whenLate = policy().decide(late.input());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Decision>>();
      for (int i = 0; i < 200; i++) {
        Questions questions = i % 2 == 0 ? early : late;
        answers.add(threads.submit(() -> policy().decide(questions.input())));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(i % 2 == 0 ? whenEarly : whenLate);
      }
    }
  }

  private static Withheld withheld(Because because, String... unlock) {
    return new Withheld(reason(because, unlock));
  }

  private static Reason reason(Because because, String... unlock) {
    return new Reason(because, List.of(unlock));
  }
}
