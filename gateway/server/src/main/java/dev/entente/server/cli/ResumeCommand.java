package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Subject;
import dev.entente.operator.Command.Propose;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {"Proposes to take up a suspended agreement; somebody else approves it."},
    footer = {
      "",
      "Example:",
      "  entente resume halden orchard --as ana --because \"they have paid\""
    })
final class ResumeCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Override
  public Integer call() throws NotDone {
    var resumption =
        new Propose(call.valid(AgreementId::new, agreement), new Subject.Resumption(), List.of());
    return call.order(
        reason.text(), resumption, answer -> ShownOrder.waiting(answer, call.named().toString()));
  }
}
