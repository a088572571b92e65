package dev.entente.server.cli;

import dev.entente.server.Check;
import dev.entente.server.StartRefused;
import dev.entente.server.directory.AllianceDirectory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Validates every file and policy of an alliance directory without starting.",
      "Reads the sources too: each is told that cannot be read or is no longer what its manifest"
          + " says, and each column that no field names. Says what the numbers come to and where a"
          + " file differs from the terms in force.",
      "Ends with 1 if the gateway would not start, or not answer what the manifests say."
    },
    footer = {"", "Example:", "  entente check halden"})
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The directory that holds entente.yaml.")
  private Path directory;

  @Option(names = "--offline", description = "Looks at no source: files, keys and policy alone.")
  private boolean offline;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    AllianceDirectory read = Directories.read(directory);
    try {
      Check.Report report =
          offline
              ? Check.offline(read)
              : Check.of(read, TerminalTalk.of(spec.commandLine().getErr()));
      report.lines().forEach(spec.commandLine().getOut()::println);
      if (!report.errors().isEmpty()) {
        throw new NotDone(String.join("\n", report.errors()));
      }
      return 0;
    } catch (StartRefused e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }
}
