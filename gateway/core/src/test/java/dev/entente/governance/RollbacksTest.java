package dev.entente.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.disclosure.FakePolicy;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.operator.Command;
import org.junit.jupiter.api.Test;

class RollbacksTest {
  private static final PolicyRevision NEXT = FakePolicy.revision("next");

  private final Cabinet cabinet = new Cabinet();
  private final PolicyRevision first = cabinet.policy.revision();

  @Test
  void the_policy_before_comes_back_with_the_order_beside_it() {
    cabinet.ledger.record(new PolicyActivated(NEXT));
    long epoch = cabinet.standing().epoch();

    Done done = cabinet.done("ana", new Command.RollBack(first));

    assertThat(cabinet.ledger.trust().policy()).contains(first);
    assertThat(cabinet.standing().epoch()).as("all is decided again").isGreaterThan(epoch);
    assertThat(done.entries().getFirst().event())
        .isInstanceOfSatisfying(
            PolicyActivated.class,
            event -> assertThat(event.by().orElseThrow().operator()).isEqualTo("ana"));
  }

  @Test
  void what_is_in_force_or_never_was_is_refused() {
    assertThat(cabinet.refused("ana", new Command.RollBack(first)).detail()).contains("in force");
    assertThat(cabinet.refused("ana", new Command.RollBack(NEXT)).detail()).contains("never");
  }

  @Test
  void what_cannot_run_here_any_more_is_refused_and_nothing_changes() {
    cabinet.ledger.record(new PolicyActivated(NEXT));
    cabinet.lost.add(first);

    assertThat(cabinet.refused("ana", new Command.RollBack(first)).detail()).contains("is lost");
    assertThat(cabinet.ledger.trust().policy()).contains(NEXT);
  }
}
