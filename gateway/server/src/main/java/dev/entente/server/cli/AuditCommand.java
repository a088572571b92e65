package dev.entente.server.cli;

import dev.entente.json.Json;
import dev.entente.server.GatewayLedger;
import dev.entente.server.client.Unread;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.trustledger.audit.Audit;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Recomputes everything that the ledger says from its entries alone; also while the gateway"
          + " runs.",
      "Ends with 0 only if all of it holds."
    },
    footer = {
      "",
      "Example:",
      "  entente audit halden --json",
      "  entente audit halden --checkpoint last-year.checkpoint"
    })
final class AuditCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The directory that holds entente.yaml.")
  private Path directory;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint of this log that somebody holds, such as one of a receipt's proof; it must"
              + " be of this history too. May be repeated.")
  private List<Path> checkpoints = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    AuditReport report = audit(Directories.settings(directory));
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(ShownAudit.document(report)), StandardCharsets.UTF_8));
    } else {
      ShownAudit.lines(report).forEach(out::println);
    }
    return report.holds() ? 0 : Failures.REFUSED;
  }

  private AuditReport audit(Settings settings) throws NotDone {
    if (!Files.isDirectory(settings.keys())) {
      throw new NotDone(
          "there are no keys in "
              + settings.keys()
              + " yet: start the gateway once, it makes them");
    }
    var talk = TerminalTalk.of(spec.commandLine().getErr());
    OperatorKeys.in(settings.state()).warning().ifPresent(talk::say);
    try (var log = GatewayLedger.read(settings)) {
      GatewayKeys keys = KeyFolder.open(settings.keys());
      return Audit.of(
          log,
          GatewayLedger.verifierKey(settings.gateway(), keys.log()),
          NoteVerifier.ofPlatform(),
          Set.of(keys.gateway().id()),
          outside(settings),
          (done, all) -> talk.progress("auditing, entry", done, all));
    } catch (KeysUnusable | StoreException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  /** The checkpoints that are kept outside the state: where the settings say, and as named. */
  private List<String> outside(Settings settings) throws NotDone {
    List<String> notes = new ArrayList<>();
    if (settings.checkpoints().isPresent() && Files.exists(settings.checkpoints().get())) {
      notes.add(text(settings.checkpoints().get()));
    }
    for (Path file : checkpoints) {
      notes.add(text(file));
    }
    return notes;
  }

  private static String text(Path file) throws NotDone {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new NotDone(Unread.of(file, e));
    }
  }
}
