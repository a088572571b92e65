package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Subject;
import dev.entente.catalog.Stage;
import dev.entente.operator.Command.Propose;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    description = {
      "Proposes to raise an agreement to its next stage.",
      "Prints the fields that would open and the worst case. Refused, with what is missing, while a gate is not met."
    },
    footer = {
      "",
      "Example:",
      "  entente propose halden orchard mid --as ana --because \"three good rounds\""
    })
final class ProposeCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(index = "2", paramLabel = "STAGE", description = "Such as mid.")
  private String stage;

  @Option(
      names = "--cite",
      split = ",",
      paramLabel = "ENTRY",
      description = "Entries of the ledger that speak for it, beside those that are found.")
  private List<Long> cites = List.of();

  @Override
  public Integer call() throws NotDone {
    var raise = new Subject.Raise(call.valid(Stage::new, stage));
    return call.order(
        reason.text(),
        new Propose(call.valid(AgreementId::new, agreement), raise, cites),
        answer -> ShownOrder.proposed(answer, call.named().toString()));
  }
}
