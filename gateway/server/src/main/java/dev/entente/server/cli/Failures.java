package dev.entente.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** How a command that did not succeed ends: its reason on standard error, never a stack trace. */
final class Failures implements IExecutionExceptionHandler {
  static final int REFUSED = 1;

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    String message = e.getMessage();
    Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    command
        .getErr()
        .println(
            e instanceof NotDone && message != null
                ? message
                : "this should not have happened: " + cause);
    command.getErr().flush();
    return REFUSED;
  }
}
