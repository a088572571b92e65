package dev.entente.server.cli;

import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.StandingSheet;
import dev.entente.server.show.ShownStanding;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "standing",
    mixinStandardHelpOptions = true,
    description = "Shows where both sides stand, and what the next stage asks for.",
    footer = {"", "Example:", "  entente standing http://127.0.0.1:8080 orchard --key partner.jwk"})
final class StandingCommand implements Callable<Integer> {
  @Mixin private PartnerCall call;

  @Override
  public Integer call() throws NotDone {
    return call.call(
        AgreementCalls::standing,
        answered -> ShownStanding.lines(StandingSheet.read(answered), call.terminal()));
  }
}
