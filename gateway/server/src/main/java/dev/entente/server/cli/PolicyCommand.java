package dev.entente.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "What the policy in a directory comes to, and which one it is.",
    subcommands = {MatrixCommand.class, ReplayCommand.class, RollbackCommand.class},
    footer = {"", "Example:", "  entente policy matrix halden accounts"})
final class PolicyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Name a command: matrix, replay or rollback.");
  }
}
