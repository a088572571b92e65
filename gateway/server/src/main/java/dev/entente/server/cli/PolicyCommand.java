package dev.entente.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description =
        "Checks, tests, builds and signs policies, and says what they come to and which one it is.",
    subcommands = {
      PolicyCheckCommand.class,
      PolicyTestCommand.class,
      PolicyBuildCommand.class,
      PolicySignCommand.class,
      MatrixCommand.class,
      PolicyExplainCommand.class,
      PolicyDiffCommand.class,
      ReplayCommand.class,
      RollbackCommand.class
    },
    footer = {"", "Example:", "  entente policy matrix halden accounts"})
final class PolicyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; `entente policy --help` lists them.");
  }
}
