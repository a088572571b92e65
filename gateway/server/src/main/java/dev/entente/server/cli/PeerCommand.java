package dev.entente.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "peer",
    mixinStandardHelpOptions = true,
    description = "What two gateways need of each other.",
    subcommands = PeerCardCommand.class,
    footer = {"", "Example:", "  entente peer card halden"})
final class PeerCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Alone it does nothing: it is wrong usage. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which of its commands to run.");
  }
}
