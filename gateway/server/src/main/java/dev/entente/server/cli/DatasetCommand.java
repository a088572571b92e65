package dev.entente.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "dataset",
    mixinStandardHelpOptions = true,
    description = "Drafts the manifest of a dataset from its source.",
    subcommands = DatasetDraftCommand.class,
    footer = {"", "Example:", "  entente dataset draft halden --from halden/data/accounts.csv"})
final class DatasetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; `entente dataset --help` lists them.");
  }
}
