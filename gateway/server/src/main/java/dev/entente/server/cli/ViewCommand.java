package dev.entente.server.cli;

import dev.entente.server.client.ViewLink;
import dev.entente.server.show.Printable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "view",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a link that opens the joint view in a browser: the same figures on both sides.",
      "It works once, within ten minutes. Whoever has it can look, and change nothing."
    },
    footer = {"", "Example:", "  entente view http://127.0.0.1:8080 orchard --key partner.jwk"})
final class ViewCommand implements Callable<Integer> {
  @Mixin private PartnerCall call;

  @Override
  public Integer call() throws NotDone {
    return call.connectedClient(
        (client, calls) ->
            call.tell(
                calls.view(),
                answered -> {
                  ViewLink link = ViewLink.read(answered, client.gateway());
                  call.err().println("works once, until " + Printable.of(link.until()));
                  return List.of(link.link());
                }));
  }
}
