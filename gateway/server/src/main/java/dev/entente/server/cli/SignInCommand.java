package dev.entente.server.cli;

import dev.entente.operator.Command.SignIn;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "sign-in",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a token with which a script reads what the console shows; good for five minutes.",
      "It is a text that the operator's key signs, so nothing is asked of the gateway for it."
    },
    footer = {
      "",
      "Example:",
      "  curl -H \"Authorization: Bearer $(entente sign-in halden --as ana)\" \\",
      "    http://127.0.0.1:8081/v1/alliances"
    })
final class SignInCommand implements Callable<Integer> {
  @Mixin private OrderCall call;

  @Override
  public Integer call() throws NotDone {
    call.out().println(call.signed(new SignIn(), "to look").compact());
    return 0;
  }
}
