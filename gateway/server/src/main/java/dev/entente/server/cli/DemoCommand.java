package dev.entente.server.cli;

import dev.entente.server.demo.Commands;
import dev.entente.server.demo.Demo;
import dev.entente.server.demo.House;
import dev.entente.server.demo.Narrator;
import dev.entente.server.demo.NotAsTold;
import dev.entente.server.demo.StoryClock;
import dev.entente.server.show.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the example alliance against a real gateway and tells what happens.",
      "Exit code 0 only if every step went as told."
    },
    footer = {"", "Example:", "  entente demo --keep"})
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--keep", description = "Leave the gateway serving, and say what to try.")
  private boolean keep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("entente-demo-");
    var clock = new StoryClock();
    var narrator = new Narrator(out, Terminal.here());
    var demo = new Demo(narrator, arguments -> run(clock, arguments), clock);
    try {
      if (keep) {
        serve(demo.keep(folder));
      } else {
        demo.play(folder);
      }
      return 0;
    } catch (NotAsTold e) {
      out.flush();
      spec.commandLine().getErr().println("the demo stopped: " + e.getMessage());
      return 1;
    }
  }

  /** Until the process is told to end. */
  private static void serve(House gateway) {
    Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      gateway.close();
    }
  }

  /** Another command line, in this process and by this clock. */
  static Commands.Said run(InstantSource clock, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        Entente.commandLine(clock)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Commands.Said(exit, out.toString(), err.toString());
  }
}
