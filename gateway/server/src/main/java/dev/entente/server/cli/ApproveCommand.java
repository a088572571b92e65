package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Proposal;
import dev.entente.json.Shown;
import dev.entente.operator.Command.Approve;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Approves what somebody else proposed: a stage, `resume`, or a key by its thumbprint.",
      "What is approved is the proposal that is in the ledger now."
    },
    footer = {
      "",
      "Example:",
      "  entente approve halden orchard mid --as bo --because \"I looked at the rounds\""
    })
final class ApproveCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(index = "2", paramLabel = "WHAT", description = "A stage, `resume`, or a key's id.")
  private String subject;

  @Override
  public Integer call() throws NotDone {
    AgreementId id = call.valid(AgreementId::new, agreement);
    Optional<Proposal> waiting = call.standing(id).proposals().of(subject);
    if (waiting.isEmpty()) {
      throw new NotDone(
          "nothing is proposed under `"
              + subject
              + "`; what waits: "
              + Shown.list(call.standing(id).proposals().bySubject().keySet()));
    }
    return call.order(
        reason.text(),
        new Approve(id, subject, waiting.get().entry()),
        answer -> ShownOrder.waiting(answer, call.named().toString()));
  }
}
