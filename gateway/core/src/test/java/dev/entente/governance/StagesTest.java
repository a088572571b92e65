package dev.entente.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entente.agreement.Lifecycle;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Stage;
import dev.entente.ledger.Event.Cause;
import dev.entente.ledger.Event.StageChanged;
import dev.entente.ledger.Event.StageProposed;
import dev.entente.operator.Command;
import dev.entente.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {
  private final Cabinet cabinet = new Cabinet();

  @Test
  void aProposalWhoseGatesAreNotMetIsRefusedAndNamesThem() {
    cabinet.received(1499);
    var problem = cabinet.refused("ana", cabinet.toMid());
    assertThat(problem.code()).isEqualTo(ProblemCode.GATES_UNMET);
    assertThat(problem.detail()).contains("cleared");
    assertThat(String.valueOf(problem.members().get("gates"))).contains("missing=1");
    assertThat(cabinet.standing().proposals().bySubject()).isEmpty();
  }

  @Test
  void aProposalShowsTheFieldsThatWouldOpenTheWorstCaseAndTheEvidence() {
    long received = cabinet.received(1500);
    var done = cabinet.done("ana", cabinet.toMid());
    var proposed = (StageProposed) done.entries().getFirst().event();
    assertThat(proposed.opens())
        .extracting(
            opening -> opening.field() + " " + opening.from().orElse("-") + " " + opening.to())
        .containsExactly("employees band full");
    assertThat(proposed.worst()).hasToString("1000");
    assertThat(proposed.evidence()).containsExactly(received);
  }

  @Test
  void twoOthersApproveAndTheStageIsRaisedInTheSameStep() {
    cabinet.received(1500);
    long proposal = cabinet.done("ana", cabinet.toMid()).entries().getFirst().index();
    assertThat(cabinet.done("bo", cabinet.approval("mid")).entries()).hasSize(1);
    assertThat(cabinet.standing().stage()).hasToString("early");

    var done = cabinet.done("chi", cabinet.approval("mid"));

    assertThat(done.entries().getLast().event())
        .isEqualTo(
            new StageChanged(
                Cabinet.ORCHARD, new Stage("early"), Cabinet.MID, new Cause.Approved(proposal)));
    assertThat(cabinet.standing().stage()).isEqualTo(Cabinet.MID);
    assertThat(cabinet.standing().epoch()).isEqualTo(done.entries().getLast().index());
    assertThat(cabinet.standing().cleared().isPositive()).isFalse();
    assertThat(cabinet.standing().proposals().bySubject()).isEmpty();
  }

  @Test
  void nobodyApprovesWhatTheyProposedOrApproved() {
    cabinet.received(1500);
    cabinet.done("ana", cabinet.toMid());
    assertThat(cabinet.refused("ana", cabinet.approval("mid")).detail())
        .contains("somebody else has to approve");
    cabinet.done("bo", cabinet.approval("mid"));
    assertThat(cabinet.refused("bo", cabinet.approval("mid")).detail()).contains("already");
    assertThat(cabinet.standing().stage()).hasToString("early");
  }

  @Test
  void anApprovalOfAProposalThatChangedIsRefused() {
    cabinet.received(1500);
    cabinet.done("ana", cabinet.toMid());
    var before = cabinet.approval("mid");
    cabinet.done("chi", cabinet.toMid());
    assertThat(cabinet.refused("bo", before).detail()).contains("look at it, and decide on that");
    assertThat(cabinet.standing().proposals().of("mid").orElseThrow().approvedBy()).isEmpty();
  }

  @Test
  void anApprovalIsRefusedOnceAGateIsNotMetAnyMore() {
    long received = cabinet.received(1500);
    cabinet.done("ana", cabinet.toMid());
    cabinet.done("bo", cabinet.approval("mid"));
    cabinet.done("bo", new Command.Reverse(Cabinet.ORCHARD, received));
    assertThat(cabinet.refused("chi", cabinet.approval("mid")).code())
        .isEqualTo(ProblemCode.GATES_UNMET);
  }

  @Test
  void factsThatChangeWhileTheGatesAreLookedAtAreLookedAtAgain() {
    cabinet.received(1500);
    boolean[] changed = {false};
    cabinet.policy.whileDeciding(
        () -> {
          if (!changed[0]) {
            changed[0] = true;
            cabinet.received(10);
          }
        });
    var proposed =
        (StageProposed) cabinet.done("ana", cabinet.toMid()).entries().getFirst().event();
    assertThat(proposed.evidence()).hasSize(2);
  }

  @Test
  void onlyTheNextStageCanBeProposed() {
    var late =
        new Command.Propose(Cabinet.ORCHARD, new Subject.Raise(new Stage("late")), List.of());
    assertThat(cabinet.refused("ana", late).detail()).contains("the next stage is mid");
  }

  @Test
  void onlyEntriesThatSpeakForItCanBeCited() {
    cabinet.received(1500);
    var citing = new Command.Propose(Cabinet.ORCHARD, new Subject.Raise(Cabinet.MID), List.of(0L));
    assertThat(cabinet.refused("ana", citing).detail()).contains("entry 0 speaks for nothing");
  }

  @Test
  void onePersonLowersAtOnceAndWhatWasProposedIsGone() {
    raise();
    cabinet.received(3000);
    var lowered = cabinet.done("chi", new Command.Lower(Cabinet.ORCHARD, new Stage("early")));
    assertThat(cabinet.standing().stage()).hasToString("early");
    assertThat(cabinet.standing().epoch()).isEqualTo(lowered.entries().getFirst().index());
    assertThat(cabinet.refused("bo", new Command.Lower(Cabinet.ORCHARD, Cabinet.MID)).detail())
        .contains("below early there is nothing");
  }

  @Test
  void suspendingTakesOnePersonAndGoingOnTwo() {
    cabinet.done("ana", new Command.Suspend(Cabinet.ORCHARD));
    assertThat(cabinet.standing().state()).isEqualTo(Lifecycle.SUSPENDED);
    assertThat(cabinet.refused("ana", new Command.Suspend(Cabinet.ORCHARD)).code())
        .isEqualTo(ProblemCode.ORDER_REFUSED);
    var resume = new Command.Propose(Cabinet.ORCHARD, new Subject.Resumption(), List.of());
    cabinet.done("ana", resume);
    cabinet.refused("ana", cabinet.approval("resume"));
    cabinet.done("bo", cabinet.approval("resume"));
    assertThat(cabinet.standing().state()).isEqualTo(Lifecycle.ACTIVE);
  }

  private void raise() {
    cabinet.received(1500);
    cabinet.done("ana", cabinet.toMid());
    cabinet.done("bo", cabinet.approval("mid"));
    cabinet.done("chi", cabinet.approval("mid"));
  }
}
