package dev.entente.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.ledger.Event;
import dev.entente.operator.Command;
import dev.entente.problem.ProblemCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a proposal besides its approval. */
class ProposalsTest {
  private static final String MID = Cabinet.MID.value();

  private final Cabinet cabinet = new Cabinet();

  @BeforeEach
  void propose() {
    cabinet.received(1_500);
    cabinet.done("ana", cabinet.toMid());
  }

  private long proposal() {
    return cabinet.approval(MID).proposal();
  }

  @Test
  void aCommentIsAnEntryAndChangesNothing() {
    var before = cabinet.standing();

    Done done = cabinet.done("bo", new Command.Comment(Cabinet.ORCHARD, MID, proposal()));

    assertThat(done.entries())
        .singleElement()
        .extracting(it -> ((Event.Ordered) it.event()).by().because())
        .isEqualTo("it is time");
    assertThat(cabinet.standing()).isEqualTo(before);
  }

  @Test
  void whoProposedItWithdrawsIt() {
    long proposal = proposal();
    assertThat(cabinet.refused("bo", new Command.Withdraw(Cabinet.ORCHARD, MID, proposal)).detail())
        .contains("ana proposed it");

    cabinet.done("ana", new Command.Withdraw(Cabinet.ORCHARD, MID, proposal));

    assertThat(cabinet.standing().proposals().bySubject()).isEmpty();
    assertThat(cabinet.refused("bo", new Command.Approve(Cabinet.ORCHARD, MID, proposal)).detail())
        .contains("nothing is proposed");
  }

  @Test
  void somebodyElseRefusesIt() {
    long proposal = proposal();
    assertThat(cabinet.refused("ana", new Command.Refuse(Cabinet.ORCHARD, MID, proposal)).detail())
        .contains("withdraw it");

    cabinet.done("bo", new Command.Refuse(Cabinet.ORCHARD, MID, proposal));

    assertThat(cabinet.standing().proposals().bySubject()).isEmpty();
  }

  @Test
  void whatIsNotTheProposalThatWaitsIsLeftAlone() {
    long former = proposal();
    cabinet.done("ana", cabinet.toMid());

    for (Command command :
        new Command[] {
          new Command.Comment(Cabinet.ORCHARD, MID, former),
          new Command.Withdraw(Cabinet.ORCHARD, MID, former),
          new Command.Refuse(Cabinet.ORCHARD, MID, former)
        }) {
      assertThat(
              cabinet.refused(command instanceof Command.Refuse ? "bo" : "ana", command).detail())
          .contains("is not the proposal that waits");
    }
  }

  @Test
  void anApprovalIsOfWhatWasTold() {
    var approval = cabinet.approval(MID);
    cabinet.policy.hiding("employees");

    var problem = cabinet.refused("bo", approval);

    assertThat(problem.code()).isEqualTo(ProblemCode.ORDER_REFUSED);
    assertThat(problem.detail()).contains("other fields would open now");
    cabinet.done("ana", cabinet.toMid());
    cabinet.done("bo", cabinet.approval(MID));
  }
}
