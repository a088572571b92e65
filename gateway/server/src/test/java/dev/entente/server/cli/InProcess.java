package dev.entente.server.cli;

import dev.entente.server.demo.Commands;
import java.time.InstantSource;

/** The command line for tests of other packages. */
public final class InProcess {
  private InProcess() {}

  public static Commands.Said run(String... arguments) {
    return DemoCommand.run(InstantSource.system(), arguments);
  }

  /** The same by another clock. */
  public static Commands by(InstantSource clock) {
    return arguments -> DemoCommand.run(clock, arguments);
  }
}
