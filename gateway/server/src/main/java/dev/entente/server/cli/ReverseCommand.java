package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.operator.Command.Reverse;
import dev.entente.server.FoldedLog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "reverse",
    mixinStandardHelpOptions = true,
    description = {
      "Withdraws the credit of a contribution that proved false.",
      "Exposure may then exceed the window: nothing of value leaves until it is made good."
    },
    footer = {
      "",
      "Example:",
      "  entente reverse halden 417 --as chi --because \"the figures were made up\""
    })
final class ReverseCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Parameters(index = "1", paramLabel = "INDEX", description = "The entry, as the receipt says.")
  private long index;

  @Override
  public Integer call() throws NotDone {
    AgreementId agreement =
        FoldedLog.party(call.directory().settings(), index)
            .orElseThrow(() -> new NotDone("entry " + index + " is no contribution"));
    return call.order(reason.text(), new Reverse(agreement, index), ShownOrder::done);
  }
}
