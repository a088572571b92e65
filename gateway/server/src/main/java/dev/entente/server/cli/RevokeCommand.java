package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.operator.Command.Revoke;
import dev.entente.signature.KeyId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = {"Takes a key of the partner out of use, at once. One person is enough."},
    footer = {
      "",
      "Example:",
      "  entente revoke halden orchard KEYID --as ana --because \"it was stolen\""
    })
final class RevokeCommand implements Callable<Integer> {
  @Mixin private OrderCall call;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(index = "2", paramLabel = "KEYID", description = "The key's thumbprint, its `kid`.")
  private String key;

  @Override
  public Integer call() throws NotDone {
    return call.order(
        new Revoke(call.valid(AgreementId::new, agreement), call.valid(KeyId::parse, key)),
        ShownOrder::done);
  }
}
