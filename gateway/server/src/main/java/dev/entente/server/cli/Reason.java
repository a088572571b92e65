package dev.entente.server.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Why something is ordered, where nobody may leave that out. */
final class Reason {
  @Option(
      names = "--because",
      required = true,
      paramLabel = "TEXT",
      description = "Why. It stands in the ledger for good, and the partner can read it there.")
  private String because;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  String text() {
    if (because.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "Say why: --because TEXT. It stands in the ledger for good.");
    }
    return because;
  }
}
