package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.disclosure.Rows;
import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CachedPolicyTest {
  private final Counting asked = new Counting();
  private final CachedPolicy policy = new CachedPolicy(asked, 100);

  @Test
  void an_equal_question_is_asked_once() {
    Questions questions = Questions.early();

    Decision first = policy.decide(questions.input());
    Decision again = policy.decide(Questions.early().input());

    assertThat(again).isSameAs(first);
    assertThat(asked.inputs).hasSize(1);
  }

  @Test
  void each_changed_fact_is_another_question() {
    Questions early = Questions.early();
    List<Questions> different =
        List.of(
            early,
            early.at("mid"),
            early.purpose("resale"),
            early.purpose(null),
            early.milestone("pilot-done"),
            early.asked("ticker"),
            early.dry("margins"));

    different.forEach(questions -> policy.decide(questions.input()));
    assertThat(asked.inputs).hasSize(different.size());
  }

  @Test
  void a_purpose_cannot_imitate_other_facts() {
    Questions early = Questions.early();
    policy.decide(early.input());
    policy.decide(early.purpose("joint-planning, date=2026-11-22, milestones=[]").input());

    assertThat(asked.inputs).hasSize(2);
  }

  @Test
  void another_revision_is_another_question() {
    policy.decide(Questions.early().input());
    asked.revision = PolicyRevision.of(new byte[] {2});
    policy.decide(Questions.early().input());

    assertThat(asked.inputs).hasSize(2);
    assertThat(policy.revision()).isEqualTo(asked.revision);
  }

  @Test
  void a_failure_to_decide_is_not_remembered() {
    asked.broken = true;
    assertThatThrownBy(() -> policy.decide(Questions.early().input()))
        .isInstanceOf(Unavailable.class);
    asked.broken = false;

    assertThat(policy.decide(Questions.early().input())).isNotNull();
  }

  @Test
  void while_the_policy_does_not_answer_nothing_is_taken_from_memory() {
    policy.decide(Questions.early().input());
    asked.answering = false;
    asked.broken = true;
    assertThatThrownBy(() -> policy.decide(Questions.early().input()))
        .isInstanceOf(Unavailable.class);
    asked.broken = false;
    policy.decide(Questions.early().input());
    assertThat(asked.inputs).hasSize(2);

    asked.answering = true;
    policy.decide(Questions.early().input());
    assertThat(asked.inputs).hasSize(2);
  }

  /** Answers that everything is hidden, and remembers what it was asked. */
  private static final class Counting implements Policy {
    final List<PolicyInput> inputs = new ArrayList<>();
    PolicyRevision revision = PolicyRevision.of(new byte[] {1});
    boolean broken;
    boolean answering = true;

    @Override
    public boolean isAnswering() {
      return answering;
    }

    @Override
    public PolicyRevision revision() {
      return revision;
    }

    @Override
    public Decision decide(PolicyInput input) {
      if (broken) {
        throw Unavailable.policy(PolicyFailure.FAILED, "broken", null);
      }
      inputs.add(input);
      return new Decision(Map.of(), Map.of(), new Rows.Every());
    }

    @Override
    public List<GateState> gates(PromotionInput input) {
      throw Unavailable.policy(PolicyFailure.FAILED, "not asked in these tests", null);
    }
  }
}
