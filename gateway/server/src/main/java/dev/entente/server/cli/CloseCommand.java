package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.operator.Command.Close;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "close",
    mixinStandardHelpOptions = true,
    description = {
      "Ends an agreement for good.",
      "What the partner owes is where its next agreement starts."
    },
    footer = {
      "",
      "Example:",
      "  entente close halden orchard --as ana --because \"the term has ended\""
    })
final class CloseCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Override
  public Integer call() throws NotDone {
    return call.order(
        reason.text(), new Close(call.valid(AgreementId::new, agreement)), ShownOrder::done);
  }
}
