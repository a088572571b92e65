package dev.entente.server.cli;

import picocli.CommandLine.Option;

/** Why something is ordered, where that may be left out. */
final class Remark {
  @Option(
      names = "--because",
      paramLabel = "TEXT",
      description = "Why. It stands in the ledger for good, and the partner can read it there.")
  private String because = "no reason given";

  String text() {
    return because;
  }
}
