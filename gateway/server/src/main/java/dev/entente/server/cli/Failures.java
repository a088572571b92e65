package dev.entente.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** How a command that did not succeed ends: its reason on standard error, never a stack trace. */
final class Failures implements IExecutionExceptionHandler {
  static final int REFUSED = 1;

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    String message = e.getMessage();
    command
        .getErr()
        .println(
            e instanceof NotDone && message != null
                ? message
                : "this should not have happened: " + e);
    command.getErr().flush();
    return REFUSED;
  }
}
