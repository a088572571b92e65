package dev.entente.server.cli;

import dev.entente.agreement.Terms;
import dev.entente.catalog.DatasetId;
import dev.entente.json.Json;
import dev.entente.json.Shown;
import dev.entente.reciprocity.Exposed;
import dev.entente.server.GatewayLedger;
import dev.entente.server.SourceRecords;
import dev.entente.server.Talk;
import dev.entente.server.client.Unwritten;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.Settings;
import dev.entente.server.exposure.AskedRecord;
import dev.entente.server.exposure.ExposureCsv;
import dev.entente.server.exposure.ShownExposure;
import dev.entente.server.exposure.WhoKnows;
import dev.entente.server.keys.GatewayKeys;
import dev.entente.server.keys.KeyFolder;
import dev.entente.server.keys.KeysUnusable;
import dev.entente.server.keys.OwnerFile;
import dev.entente.server.show.Terminal;
import dev.entente.trustledger.checkpoint.NoteVerifier;
import dev.entente.trustledger.exposure.Exposure;
import dev.entente.trustledger.exposure.Interest;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "exposure",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a partner knows: every record and field that it has seen, by the ledger and the"
          + " memory of cells; also while the gateway runs.",
      "With --record, who has seen one record."
    },
    footer = {
      "",
      "Example:",
      "  entente exposure halden orchard",
      "  entente exposure halden orchard --csv known.csv",
      "  entente exposure halden --partner 'Orchard Devices'",
      "  entente exposure halden --record ABC",
      "  entente exposure halden --record 2026-01-31,ABC",
      "  entente exposure halden --record 'Halden, Inc.' --record ABC"
    })
final class ExposureCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @Mixin private ExposureScope scope;

  @Option(
      names = "--record",
      paramLabel = "KEY",
      description = {
        "Who has seen the record of this key. The values of a key of several fields stand in the"
            + " order of the dataset's key, with commas between, or in a --record each."
      })
  private @Nullable List<String> record;

  @Option(
      names = "--csv",
      arity = "0..1",
      fallbackValue = STANDARD_OUTPUT,
      paramLabel = "FILE",
      description = "Write a line for each record and field to FILE; to standard output without.")
  private @Nullable String csv;

  @Option(
      names = "--no-source",
      description = "Read no source: in the CSV all records stand as hashes.")
  private boolean noSource;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    if (!scope.isNamed() && record == null) {
      throw usage("Say which AGREEMENT, or --partner, or --record.");
    }
    if (record != null && csv != null) {
      throw usage("--csv is for many records; of one, --json tells another program.");
    }
    Settings settings = Directories.settings(scope.directory());
    GatewayKeys keys = keys(settings);
    if (record != null) {
      who(settings, keys, new AskedRecord(record, keys.cells()));
    } else {
      what(settings, keys);
    }
    return 0;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static GatewayKeys keys(Settings settings) throws NotDone {
    if (!Files.isDirectory(settings.keys())) {
      throw new NotDone(
          "there are no keys in "
              + settings.keys()
              + " yet: start the gateway once, it makes them");
    }
    try {
      return KeyFolder.open(settings.keys());
    } catch (KeysUnusable e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private Exposure read(Settings settings, GatewayKeys keys, Optional<AskedRecord> asked)
      throws NotDone {
    Talk talk = talk();
    try (var log = GatewayLedger.read(settings)) {
      return Exposure.read(
          log,
          GatewayLedger.logKey(settings.gateway(), keys.logRing()).publicKeys(),
          NoteVerifier.ofPlatform(),
          new Interest(scope::means, scope::means, asked.map(it -> it::in)),
          (done, all) -> talk.progress("reading the log, entry", done, all));
    } catch (StoreException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private Talk talk() {
    return TerminalTalk.of(spec.commandLine().getErr());
  }

  private void who(Settings settings, GatewayKeys keys, AskedRecord asked) throws NotDone {
    Exposure found = read(settings, keys, Optional.of(asked));
    boolean could =
        scope.meant(found).stream()
            .flatMap(terms -> terms.datasets().values().stream())
            .anyMatch(it -> scope.means(it.id()) && asked.in(it).isPresent());
    WhoKnows who = WhoKnows.of(asked, found);
    if (who.sights().isEmpty()) {
      throw new NotDone(
          could
              ? "nobody has seen a record with the key " + Shown.of(asked.toString())
              : "no dataset has a key like " + Shown.of(asked.toString()) + "; see --help");
    }
    print(who.document(), who.lines(Terminal.here()));
  }

  private void what(Settings settings, GatewayKeys keys) throws NotDone {
    Exposure found = read(settings, keys, Optional.empty());
    List<Terms> meant = scope.meant(found);
    String who =
        meant.getFirst().partner()
            + ", by "
            + meant.stream().map(it -> it.agreement().value()).collect(Collectors.joining(", "));
    SequencedMap<DatasetId, Exposed> datasets = found.byDataset();
    if (csv != null) {
      write(datasets, keys, csv);
    }
    if (!STANDARD_OUTPUT.equals(csv)) {
      var shown = ShownExposure.of(who, found.entries(), datasets, found.summed(), found.lost());
      print(shown.document(), shown.lines(Terminal.here()));
    }
  }

  private void print(Map<String, Object> document, List<String> lines) {
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(document), StandardCharsets.UTF_8));
    } else {
      lines.forEach(out::println);
    }
  }

  private void write(SequencedMap<DatasetId, Exposed> datasets, GatewayKeys keys, String file)
      throws NotDone {
    if (file.equals(STANDARD_OUTPUT)) {
      write(datasets, keys, spec.commandLine().getOut());
      return;
    }
    try (var out =
        new PrintWriter(OwnerFile.stream(Path.of(file)), false, StandardCharsets.UTF_8)) {
      write(datasets, keys, out);
      if (out.checkError()) {
        throw new NotDone(file + " cannot be written to its end; is there room?");
      }
    } catch (InvalidPathException e) {
      throw new NotDone(file + " cannot be written: " + e.getMessage());
    } catch (IOException e) {
      throw new NotDone(Unwritten.of(Path.of(file), e));
    }
  }

  private void write(SequencedMap<DatasetId, Exposed> datasets, GatewayKeys keys, PrintWriter out)
      throws NotDone {
    var written = new ExposureCsv(out, keys.cells(), talk());
    Optional<AllianceDirectory> read = noSource ? Optional.empty() : read();
    if (read.isEmpty()) {
      written.write(datasets, Optional.empty());
      return;
    }
    try (var sources = SourceRecords.open(read.get(), datasets.keySet(), talk())) {
      written.write(datasets, Optional.of(sources));
    } catch (IOException e) {
      throw new NotDone("there is no room for temporary files: " + e.getMessage());
    }
  }

  /** The directory, so that its sources can be read; what is wrong in it is told. */
  private Optional<AllianceDirectory> read() {
    try {
      return Optional.of(Directories.read(scope.directory()));
    } catch (NotDone e) {
      talk().say(e.getMessage() + "\nso all records stand as hashes");
      return Optional.empty();
    }
  }
}
