package dev.entente.server.cli;

import dev.entente.json.Malformed;
import dev.entente.server.client.Agreement;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import dev.entente.server.show.ShownAgreement;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "accept",
    mixinStandardHelpOptions = true,
    description = {
      "Puts your signature under an agreement's terms.",
      "Shows them, computes their hash (RFC 8785, SHA-256) and signs nothing if it is not the one"
          + " that the gateway says."
    },
    footer = {"", "Example:", "  entente accept http://127.0.0.1:8080 orchard --key partner.jwk"})
final class AcceptCommand implements Callable<Integer> {
  @Mixin private PartnerCall call;

  @Override
  public Integer call() throws NotDone {
    return call.connected(
        calls ->
            switch (calls.agreement()) {
              case Refused refused -> call.refuse(refused);
              case Answered answered -> accept(calls, Agreement.read(answered));
            });
  }

  private int accept(AgreementCalls calls, Agreement agreement) {
    show(agreement);
    if (!agreement.hashHolds()) {
      call.err()
          .println(
              "not accepted: the gateway says that the terms' hash is "
                  + agreement.claimed()
                  + ", but these terms have "
                  + agreement.computed()
                  + "; ask your partner which terms are meant");
      return PartnerCall.REFUSED;
    }
    return call.tell(
        calls.accept(agreement.computed()),
        answered -> {
          Agreement now = Agreement.read(answered);
          return List.of("accepted; the agreement is " + now.state());
        });
  }

  /** To standard error with --json, where standard output is the answer's. */
  private void show(Agreement agreement) {
    try {
      var to = call.json() ? call.err() : call.out();
      ShownAgreement.lines(agreement, call.terminal()).forEach(to::println);
    } catch (Malformed e) {
      throw Reply.unlike(e);
    }
  }
}
