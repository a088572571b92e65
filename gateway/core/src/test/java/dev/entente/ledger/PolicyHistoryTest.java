package dev.entente.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entente.disclosure.BundleRevision;
import dev.entente.disclosure.FakePolicy;
import dev.entente.disclosure.PolicyRevision;
import dev.entente.ledger.Event.PolicyActivated;
import dev.entente.operator.Command;
import dev.entente.operator.OperatorDocument;
import dev.entente.signature.SigningKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyHistoryTest {
  private static final PolicyRevision ONE = FakePolicy.revision("one");
  private static final PolicyRevision TWO = FakePolicy.revision("two");
  private static final PolicyRevision THREE = FakePolicy.revision("three");

  private PolicyHistory history = PolicyHistory.NONE;

  @Test
  void a_higher_revision_follows() {
    activate(ONE, "1");
    activate(TWO, "2");
    assertThat(history.inForce()).contains(TWO);
    assertThat(history.activated()).containsOnlyKeys(ONE, TWO);
  }

  @Test
  void one_that_does_not_rise_is_objected_to_and_its_entry_breaks_the_log() {
    activate(TWO, "2");
    for (String revision : new String[] {"1", "2", "2+other", "", "main"}) {
      assertThat(objection(ONE, revision)).get().asString().contains("does not come after `2`");
      assertThatThrownBy(() -> activate(ONE, revision)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void what_was_in_force_before_comes_back_by_an_order_alone() {
    activate(ONE, "1");
    activate(TWO, "2");
    assertThat(objection(ONE, "1")).get().asString().contains("entente policy rollback");
    assertThatThrownBy(() -> activate(ONE, "1")).isInstanceOf(IllegalStateException.class);

    rollBack(ONE);

    assertThat(history.inForce()).contains(ONE);
    assertThat(objection(TWO, "2")).as("what was rolled back stays away").isPresent();
    assertThat(objection(THREE, "2+b")).as("its number is used up").isPresent();
    assertThat(objection(THREE, "3")).isEmpty();
  }

  @Test
  void an_order_brings_back_nothing_that_was_never_in_force() {
    activate(ONE, "1");
    assertThatThrownBy(() -> rollBack(TWO)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void revisions_without_an_order_may_follow_each_other_but_not_come_back() {
    activate(ONE, "");
    activate(TWO, "main");
    assertThat(objection(THREE, "")).isEmpty();
    assertThat(objection(ONE, "")).isPresent();
  }

  @Test
  void the_one_in_force_may_be_activated_again() {
    activate(ONE, "1");
    activate(ONE, "1");
    assertThat(history.inForce()).contains(ONE);
  }

  private Optional<String> objection(PolicyRevision policy, String revision) {
    return history.objection(policy, new BundleRevision(revision));
  }

  private void activate(PolicyRevision policy, String revision) {
    history =
        history.after(
            new PolicyActivated(
                policy, new BundleRevision(revision), Optional.empty(), Optional.empty()));
  }

  private void rollBack(PolicyRevision policy) {
    var order =
        OperatorDocument.sign(
            "halden",
            "ana",
            SigningKey.generate(),
            new Command.RollBack(policy),
            "it hides the key",
            SampleEntries.NOW);
    history =
        history.after(
            new PolicyActivated(policy, BundleRevision.NONE, Optional.empty(), Optional.of(order)));
  }
}
