package dev.entente.server.cli;

import dev.entente.server.demo.Commands;

/** The command line for tests of other packages. */
public final class InProcess {
  private InProcess() {}

  public static Commands.Said run(String... arguments) {
    return DemoCommand.run(arguments);
  }
}
