package dev.entente.server.cli;

import dev.entente.server.client.Agreement;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.show.ShownAgreement;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "agreement",
    mixinStandardHelpOptions = true,
    description = "Shows an agreement: its terms in short, its state, the hash to be signed.",
    footer = {
      "",
      "Example:",
      "  entente agreement http://127.0.0.1:8080 orchard --key partner.jwk"
    })
final class AgreementCommand implements Callable<Integer> {
  @Mixin private PartnerCall call;

  @Override
  public Integer call() throws NotDone {
    return call.call(
        AgreementCalls::agreement,
        answered -> ShownAgreement.lines(Agreement.read(answered), call.terminal()));
  }
}
