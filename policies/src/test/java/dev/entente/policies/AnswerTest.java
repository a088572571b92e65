package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.catalog.FieldName;
import dev.entente.catalog.Release;
import dev.entente.disclosure.Decision;
import dev.entente.problem.ProblemCode;
import dev.entente.problem.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
  @Test
  void a_field_in_neither_list_is_in_neither_list_of_the_decision() {
    Decision decision = read("'released': {'ticker': {'release': 'full'}}, 'withheld': {}");

    assertThat(decision.released()).containsOnlyKeys(new FieldName("ticker"));
    assertThat(decision.withheld()).isEmpty();
  }

  @Test
  void a_weaker_release_may_come_without_a_reason() {
    Decision decision =
        read("'released': {'ticker': {'release': 'truncate', 'keep': 3}}, 'withheld': {}");

    var released = decision.released().get(new FieldName("ticker"));
    assertThat(released.release()).isEqualTo(new Release.Truncate(3));
    assertThat(released.reason()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "released",
        "{}",
        "[]",
        "[{}]",
        "[{'result': true}]",
        "[{'result': {}}]",
        "[{'result': null}]",
        "[{'result': {'released': {}, 'withheld': {}}}]",
        "[{'result': {'released': {}, 'withheld': {}, 'rows': 'all'}}, {'result': {}}]",
        "[{'result': {'released': {}, 'withheld': {}, 'rows': 'all'}, 'more': 1}]",
      })
  void what_is_not_one_decision_is_refused(String answer) {
    assertRefused(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'released': {}",
        "'withheld': {}",
        "'released': null, 'withheld': {}",
        "'released': ['ticker'], 'withheld': {}",
        "'released': {}, 'withheld': {}, 'hidden': {}",
        "'released': {'ticker': 'full'}, 'withheld': {}",
        "'released': {'ticker': {}}, 'withheld': {}",
        "'released': {'ticker': {'release': true}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'everything'}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'withheld'}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'full', 'keep': 3}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'truncate'}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'truncate', 'keep': 0}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'band', 'bounds': [1]}}, 'withheld': {}",
        "'released': {'employees': {'release': 'band', 'bounds': []}}, 'withheld': {}",
        "'released': {'employees': {'release': 'band', 'bounds': [5, 1]}}, 'withheld': {}",
        "'released': {'nobody': {'release': 'full'}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'full'}, 'ticker': {'release': 'full'}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'full', 'because': null}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'full', 'because': 'stage', 'unlock': []}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'pseudonym', 'because': 'stage'}}, 'withheld': {}",
        "'released': {'ticker': {'release': 'pseudonym', 'unlock': []}}, 'withheld': {}",
        "'released': {}, 'withheld': {'nobody': {'because': 'stage', 'unlock': []}}",
        "'released': {}, 'withheld': {'ticker': {}}",
        "'released': {}, 'withheld': {'ticker': {'because': 'stage'}}",
        "'released': {}, 'withheld': {'ticker': {'because': 'mood', 'unlock': []}}",
        "'released': {}, 'withheld': {'ticker': {'because': 'stage', 'unlock': 'wait'}}",
        "'released': {}, 'withheld': {'ticker': {'because': 'stage', 'unlock': [1]}}",
        "'released': {}, 'withheld': {'ticker': {'because': 'stage', 'unlock': [], 'release': 'full'}}",
        "'released': {'ticker': {'release': 'full'}},"
            + " 'withheld': {'ticker': {'because': 'stage', 'unlock': []}}",
      })
  void a_decision_of_another_shape_is_refused(String decision) {
    assertRefused("[{'result': {" + decision + ", 'rows': 'all'}}]");
  }

  @Test
  void a_refusal_says_where_the_answer_is_wrong() {
    assertThatThrownBy(() -> read("'released': {'ticker': {'release': 'x'}}, 'withheld': {}"))
        .hasMessageContaining("/released/ticker/release");
  }

  private static void assertRefused(String answer) {
    assertThatThrownBy(() -> decision(answer))
        .isInstanceOfSatisfying(
            Unavailable.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.POLICY_UNAVAILABLE));
  }

  private static Decision read(String decision) {
    return decision("[{'result': {" + decision + ", 'rows': 'all'}}]");
  }

  private static Decision decision(String answer) {
    return Answer.read(
        ResultSet.only("a/rule", answer.replace('\'', '"')), Questions.early().dataset());
  }
}
