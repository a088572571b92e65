package dev.entente.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.disclosure.Decision;
import dev.entente.disclosure.GateState;
import dev.entente.disclosure.Policy;
import dev.entente.disclosure.PolicyInput;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.disclosure.PromotionInput;
import dev.entente.disclosure.Rows;
import dev.entente.json.Json;
import dev.entente.problem.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActivePolicyTest {
  private Optional<PolicyRevision> inForce = Optional.of(revision(1));
  private final List<Integer> started = new ArrayList<>();
  private boolean lost;
  private final ActivePolicy policy = new ActivePolicy(() -> inForce, this::start);

  @Test
  void what_the_ledger_says_decides() {
    policy.add(new FakeEngine(1));
    policy.add(new FakeEngine(2));
    assertThat(policy.revision()).isEqualTo(revision(1));
    inForce = Optional.of(revision(2));
    assertThat(policy.revision()).isEqualTo(revision(2));
    assertThat(started).isEmpty();
  }

  @Test
  void the_current_one_stays_the_one_it_was() {
    policy.add(new FakeEngine(1));
    policy.add(new FakeEngine(2));
    Policy current = policy.current();
    inForce = Optional.of(revision(2));
    assertThat(current.revision()).isEqualTo(revision(1));
    assertThat(policy.current().revision()).isEqualTo(revision(2));
  }

  @Test
  void each_remembers_its_own_decisions_only() {
    var one = new FakeEngine(1);
    var two = new FakeEngine(2);
    policy.add(one);
    policy.add(two);
    PolicyInput input = Questions.early().input();
    policy.decide(input);
    policy.decide(input);
    inForce = Optional.of(revision(2));
    policy.decide(input);
    assertThat(one.asked).isEqualTo(1);
    assertThat(two.asked).isEqualTo(1);
    assertThat(policy.served()).as("of three").isEqualTo(1);
  }

  @Test
  void what_it_says_besides_is_said_by_the_one_in_force() {
    policy.add(new FakeEngine(1));
    policy.add(new FakeEngine(2));
    inForce = Optional.of(revision(2));
    assertThat(policy.aside("x", Json.tree(Map.of())).orElseThrow().textValue())
        .isEqualTo(revision(2) + " x");
  }

  @Test
  void one_that_another_process_brought_into_force_is_started_by_the_first_question() {
    policy.decide(Questions.early().input());
    policy.decide(Questions.early().input());
    assertThat(started).containsExactly(1);
  }

  @Test
  void nothing_is_decided_while_it_cannot_be_started_nor_before_there_is_one() {
    lost = true;
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> policy.decide(Questions.early().input()))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("is not kept");
    }
    assertThat(started).as("not tried for each question").hasSize(1);
    inForce = Optional.empty();
    assertThatThrownBy(policy::revision).isInstanceOf(Unavailable.class);
  }

  @Test
  void the_oldest_that_is_not_in_force_is_closed() {
    var engines = new ArrayList<FakeEngine>();
    for (int i = 1; i <= 5; i++) {
      engines.add(new FakeEngine(i));
      policy.add(engines.getLast());
    }
    assertThat(engines)
        .filteredOn(it -> !it.closed)
        .extracting(it -> it.number)
        .containsExactly(1, 4, 5);
    policy.close();
    assertThat(engines).allMatch(it -> it.closed);
  }

  private PolicyEngine start(PolicyRevision revision) {
    started.add(1);
    if (lost) {
      throw new BundleRefused("it is not kept");
    }
    return new FakeEngine(1);
  }

  private static PolicyRevision revision(int number) {
    return PolicyRevision.of(new byte[] {(byte) number});
  }

  private static final class FakeEngine implements PolicyEngine {
    private final int number;
    private int asked;
    private boolean closed;

    private FakeEngine(int number) {
      this.number = number;
    }

    @Override
    public PolicyRevision revision() {
      return ActivePolicyTest.revision(number);
    }

    @Override
    public Decision decide(PolicyInput input) {
      asked++;
      return new Decision(Map.of(), Map.of(), new Rows.Every());
    }

    @Override
    public List<GateState> gates(PromotionInput input) {
      return List.of();
    }

    @Override
    public List<String> failedTests() {
      return List.of();
    }

    @Override
    public Optional<JsonNode> aside(String rule, JsonNode input) {
      return Optional.of(Json.tree(revision().value() + " " + rule));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
