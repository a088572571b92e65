package dev.entente.server.cli;

import dev.entente.server.backup.Backup;
import dev.entente.server.backup.DatabaseTools;
import dev.entente.server.directory.Settings;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a gateway's state into one new file, for its owner alone; also while the gateway runs.",
      "Where the ledger is in a database, the file holds all but the log, and the command says how"
          + " to dump that."
    },
    footer = {"", "Example:", "  entente backup halden halden-2026-11-26.backup"})
final class BackupCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The directory of entente.yaml.")
  private Path directory;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The file to write; one that is there is never overwritten.")
  private Path file;

  @Option(
      names = "--with-keys",
      description = {
        "Take the private keys too: who has the file can then act as this gateway, and as each"
            + " operator whose key still lies in state/operators.",
        "Without it keep a copy of the keys apart, and a new one after each `entente rotate`."
      })
  private boolean withKeys;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    Settings settings = Directories.settings(directory);
    try {
      new Backup(settings, TerminalTalk.of(spec.commandLine().getErr())).write(file, withKeys);
    } catch (FileAlreadyExistsException e) {
      throw new NotDone(file + " is there already, and stays as it is; name another file");
    } catch (IOException e) {
      throw new NotDone(file + " cannot be written: " + e.getMessage());
    } catch (StoreException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
    var out = spec.commandLine().getOut();
    out.println("backup      " + file + (withKeys ? ", with the private keys" : ", without keys"));
    if (!withKeys) {
      out.println("keys        not in it: keep a copy of " + settings.keys() + " apart from it");
    }
    settings
        .database()
        .ifPresent(
            database -> {
              out.println("the log     is in the database; now, not before, dump it:");
              out.println("            " + DatabaseTools.dump(database, file + ".dump"));
            });
    return 0;
  }
}
