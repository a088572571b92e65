package dev.entente.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "books",
    mixinStandardHelpOptions = true,
    description = {
      "Opens an agreement's books to somebody of neither side, such as an auditor, and closes them.",
      "Such a reader sees the joint view of that one agreement, and changes nothing."
    },
    subcommands = {BooksOpenCommand.class, BooksCloseCommand.class},
    footer = {
      "",
      "Example:",
      "  entente books open halden orchard KPMG --until 2027-03-31 --as ana --because \"the yearly audit\"",
      "  entente books close halden orchard KPMG --as ana"
    })
final class BooksCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Name a command; `entente books --help` lists them.");
  }
}
