package dev.entente.server.cli;

import dev.entente.server.Gateway;
import dev.entente.server.StartRefused;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.http.Limits;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the gateway of an alliance directory.",
      "Prints one line, `listening on URL`, when it answers. SIGTERM or SIGINT: it accepts nothing"
          + " more, answers what it has, and ends with 0."
    },
    footer = {"", "Example:", "  entente serve halden"})
final class ServeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The directory that holds entente.yaml.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone, InterruptedException {
    AllianceDirectory read = Directories.read(directory);
    var talk = TerminalTalk.of(spec.commandLine().getErr());
    try {
      Gateway gateway = Gateway.start(read, Limits.USUAL, InstantSource.system(), talk);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, talk), "stop"));
      talk.say("operators: " + gateway.adminAddress());
      spec.commandLine().getOut().println("listening on " + gateway.address());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
      return 0;
    } catch (StartRefused e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  /** Ends the process with 0: without halting here, the signal's own code would be its end. */
  private static void stop(Gateway gateway, TerminalTalk talk) {
    int code = 0;
    try {
      gateway.close();
    } catch (RuntimeException e) {
      talk.say("the gateway did not stop in order: " + e.getMessage());
      code = Failures.REFUSED;
    }
    Runtime.getRuntime().halt(code);
  }
}
