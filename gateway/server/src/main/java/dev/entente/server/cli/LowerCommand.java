package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.Stage;
import dev.entente.operator.Command.Lower;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "lower",
    mixinStandardHelpOptions = true,
    description = {
      "Lowers an agreement to an earlier stage, at once. One person is enough.",
      "Prints what the partner knows already, which cannot be undone."
    },
    footer = {
      "",
      "Example:",
      "  entente lower halden orchard early --as bo --because \"they told others\""
    })
final class LowerCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Reason reason;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(index = "2", paramLabel = "STAGE", description = "Such as mid.")
  private String stage;

  @Override
  public Integer call() throws NotDone {
    return call.order(
        reason.text(),
        new Lower(call.valid(AgreementId::new, agreement), call.valid(Stage::new, stage)),
        ShownOrder::lowered);
  }
}
