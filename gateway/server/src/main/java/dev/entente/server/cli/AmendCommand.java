package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.operator.Command.Amend;
import dev.entente.server.directory.AgreementFile;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "amend",
    mixinStandardHelpOptions = true,
    description = {
      "Proposes what the agreement's file says now; the partner accepts it, as it did the terms.",
      "Until then the terms in force stay."
    },
    footer = {"", "Example:", "  entente amend halden orchard --as ana"})
final class AmendCommand implements Callable<Integer> {
  @Mixin private OrderCall call;
  @Mixin private Remark remark;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Override
  public Integer call() throws NotDone {
    AgreementId id = call.valid(AgreementId::new, agreement);
    @Nullable AgreementFile file = call.directory().agreements().get(id);
    if (file == null) {
      throw new NotDone("there is no file for the agreement " + id + " in agreements/");
    }
    return call.order(
        remark.text(),
        new Amend(id, file.terms().hash()),
        answer -> {
          var lines = new ArrayList<>(ShownOrder.done(answer));
          lines.add("waits       for the partner to accept " + file.terms().hash());
          return lines;
        });
  }
}
