package dev.entente.server.cli;

import dev.entente.server.backup.DatabaseTools;
import dev.entente.server.backup.Restoration;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a backup in place, where no ledger stands, once its log is verified.",
      "If others have seen the log grow since the backup, the gateway then refuses to serve until"
          + " `entente recover`."
    },
    footer = {"", "Example:", "  entente restore halden halden-2026-11-26.backup"})
final class RestoreCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The directory of entente.yaml.")
  private Path directory;

  @Parameters(index = "1", paramLabel = "FILE", description = "What `entente backup` wrote.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    Settings settings = Directories.settings(directory);
    var out = spec.commandLine().getOut();
    try {
      var talk = TerminalTalk.of(spec.commandLine().getErr());
      new Restoration(settings, talk)
          .restore(file)
          .ifPresent(log -> out.println("restored    " + log.size() + " entries, which hold"));
    } catch (NoSuchFileException e) {
      throw new NotDone("there is no file " + e.getMessage());
    } catch (IOException e) {
      throw new NotDone(file + " is not restored: " + e.getMessage());
    } catch (StoreException | KeysUnusable e) {
      throw new NotDone("not restored: " + e.getMessage());
    }
    settings
        .database()
        .ifPresent(
            database -> {
              out.println("the log     is in the database; restore it from its dump:");
              out.println("            " + DatabaseTools.restore(database, file + ".dump"));
            });
    out.println("next        entente serve " + directory);
    out.println("            if it says that the log had more entries: entente recover --help");
    return 0;
  }
}
