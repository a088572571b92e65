package dev.entente.server.cli;

import dev.entente.json.Json;
import dev.entente.server.GatewayLedger;
import dev.entente.server.client.Unwritten;
import dev.entente.server.directory.Settings;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.keys.OwnerFile;
import dev.entente.server.operators.OperatorKeys;
import dev.entente.server.overview.LastAudit;
import dev.entente.signature.Jwks;
import dev.entente.trustledger.audit.Audit;
import dev.entente.trustledger.audit.AuditReport;
import dev.entente.trustledger.bundle.AuditBundle;
import dev.entente.trustledger.bundle.Export;
import dev.entente.trustledger.checkpoint.Checkpoint;
import dev.entente.trustledger.checkpoint.Note;
import dev.entente.trustledger.checkpoint.NoteException;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.checkpoint.TlogProof;
import dev.entente.trustledger.checkpoint.VerifierKeys;
import dev.entente.trustledger.store.LogReader;
import dev.entente.trustledger.store.Progress;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Recomputes everything that the ledger says from its entries alone; also while the gateway"
          + " runs.",
      "Ends with 0 only if all of it holds. What a whole audit of a directory came to is left in its"
          + " state, where the console shows it."
    },
    footer = {
      "",
      "Example:",
      "  entente audit halden --json",
      "  entente audit halden --checkpoint last-year.checkpoint",
      "  entente audit halden --from halden.checkpoint",
      "  entente audit halden --export halden.bundle",
      "  entente audit halden.bundle --log-key log.key"
    })
final class AuditCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR|BUNDLE",
      description = "The directory that holds entente.yaml, or a bundle that --export wrote.")
  private Path place;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint of this log that somebody holds, or the proof of a receipt; it must"
              + " be of this history too. May be repeated.")
  private List<Path> checkpoints = List.of();

  @Option(
      names = "--from",
      paramLabel = "CHECKPOINT",
      description = {
        "Go on from the checkpoint that an audit before ended with: what came before it is hashed"
            + " and summed up again, and must come to its root, but is not checked again."
      })
  private @Nullable Path from;

  @Option(
      names = "--export",
      paramLabel = "BUNDLE",
      description = "Write all that it takes to repeat the audit elsewhere, without the data.")
  private @Nullable Path export;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description = "The log's verifier key, from a place that you trust, for the bundle's own.")
  private @Nullable Path logKey;

  @Option(
      names = "--jwks",
      paramLabel = "FILE",
      description = "The gateway's public keys, from a place that you trust, for the bundle's own.")
  private @Nullable Path jwks;

  @Spec private CommandSpec spec;
  private final InstantSource clock;

  AuditCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws NotDone {
    AuditReport report = Files.isRegularFile(place) ? bundle() : directory();
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(ShownAudit.document(report)), StandardCharsets.UTF_8));
    } else {
      ShownAudit.lines(report).forEach(out::println);
    }
    return report.holds() ? 0 : Failures.REFUSED;
  }

  private AuditReport bundle() throws NotDone {
    if (export != null) {
      throw new ParameterException(spec.commandLine(), place + " is a bundle already.");
    }
    try (var bundle = open(place)) {
      return audit(
          bundle,
          logKey == null ? bundle.logKeys() : KeyFiles.logKey(logKey),
          jwks == null ? bundle.gateway() : KeyFiles.jwks(jwks),
          others(bundle.others()));
    } catch (StoreException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private AuditBundle open(Path file) {
    return AuditBundle.open(file, progress("reading the bundle, entry"));
  }

  private Progress progress(String what) {
    var talk = talk();
    return (done, all) -> talk.progress(what, done, all);
  }

  private AuditReport directory() throws NotDone {
    if (logKey != null || jwks != null) {
      throw new ParameterException(
          spec.commandLine(), "--log-key and --jwks are for a bundle; a directory has its keys.");
    }
    Settings settings = Directories.settings(place);
    if (!Files.isDirectory(settings.keys())) {
      throw new NotDone(
          "there are no keys in "
              + settings.keys()
              + " yet: start the gateway once, it makes them");
    }
    OperatorKeys.in(settings.state()).warning().ifPresent(talk()::say);
    try (var log = GatewayLedger.read(settings)) {
      GatewayKeys keys = KeyFolder.open(settings.keys());
      VerifierKeys own = GatewayLedger.logKey(settings.gateway(), keys.logRing()).publicKeys();
      Jwks gateway = keys.gatewayRing().jwks();
      if (export == null) {
        Instant begun = clock.instant();
        AuditReport report = audit(log, own, gateway, outside(settings));
        if (from == null) {
          keep(settings.state(), report, begun);
        }
        return report;
      }
      write(export, log, own, gateway, outside(settings));
      try (var bundle = open(export)) {
        return audit(bundle, own, gateway, bundle.others());
      }
    } catch (KeysUnusable | StoreException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  /** A state that cannot be written to is audited all the same. */
  private void keep(Path state, AuditReport report, Instant begun) {
    try {
      LastAudit.keep(state, report, begun);
    } catch (IOException e) {
      talk().say("the console does not show it: " + Unwritten.of(state.resolve(LastAudit.FILE), e));
    }
  }

  private void write(Path file, LogReader log, VerifierKeys own, Jwks gateway, List<String> others)
      throws NotDone {
    if (Files.exists(file)) {
      throw new NotDone(file + " is there already, and stays as it is; name another file");
    }
    try (var out = OwnerFile.stream(file)) {
      Export.write(
          out, log, own, NoteVerifier.ofPlatform(), gateway, others, progress("exporting, entry"));
    } catch (IOException e) {
      throw new NotDone(Unwritten.of(file, e));
    }
  }

  private AuditReport audit(LogReader log, VerifierKeys own, Jwks gateway, List<String> others)
      throws NotDone {
    var keys = gateway.keys().stream().map(it -> it.id()).collect(Collectors.toUnmodifiableSet());
    var verifier = NoteVerifier.ofPlatform();
    Progress progress = progress("auditing, entry");
    return from == null
        ? Audit.of(log, own, verifier, keys, others, progress)
        : Audit.from(checkpoint(from, own), log, own, verifier, keys, others, progress);
  }

  private TerminalTalk talk() {
    return TerminalTalk.of(spec.commandLine().getErr());
  }

  /** The checkpoints that are kept outside the state: where the settings say, and as named. */
  private List<String> outside(Settings settings) throws NotDone {
    return others(
        settings.checkpoints().isPresent() && Files.exists(settings.checkpoints().get())
            ? List.of(text(settings.checkpoints().get()))
            : List.of());
  }

  private List<String> others(List<String> known) throws NotDone {
    List<String> notes = new ArrayList<>(known);
    for (Path file : checkpoints) {
      notes.add(note(file));
    }
    return notes;
  }

  /** A checkpoint as it is, or the one in a proof. Whose it is, the audit says. */
  private static String note(Path file) throws NotDone {
    byte[] bytes = KeyFiles.read(file);
    try {
      boolean proof = new String(bytes, StandardCharsets.UTF_8).startsWith("c2sp.org/tlog-proof@");
      return (proof ? TlogProof.parse(bytes).checkpoint() : Note.parse(bytes)).toString();
    } catch (NoteException e) {
      throw new NotDone(file + " is neither a checkpoint nor a proof: " + e.getMessage());
    }
  }

  private static String checkpoint(Path file, VerifierKeys own) throws NotDone {
    String note = note(file);
    try {
      Checkpoint.open(
          Note.parse(note.getBytes(StandardCharsets.UTF_8)), own, NoteVerifier.ofPlatform());
      return note;
    } catch (NoteException e) {
      throw new NotDone(file + " is no checkpoint of this log: " + e.getMessage());
    }
  }

  private static String text(Path file) throws NotDone {
    return new String(KeyFiles.read(file), StandardCharsets.UTF_8);
  }
}
