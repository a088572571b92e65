package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.operator.Command.Suspend;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "suspend",
    mixinStandardHelpOptions = true,
    description = {
      "Stops an agreement, at once: nothing is answered any more but what was recorded.",
      "One person is enough; two take it up again with `entente resume`."
    },
    footer = {
      "",
      "Example:",
      "  entente suspend halden orchard --as ana --because \"payment overdue\""
    })
final class SuspendCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Override
  public Integer call() throws NotDone {
    return call.order(
        reason.text(), new Suspend(call.valid(AgreementId::new, agreement)), ShownOrder::done);
  }
}
