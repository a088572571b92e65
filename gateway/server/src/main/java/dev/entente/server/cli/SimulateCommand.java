package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.disclosure.Policy;
import dev.entente.json.Json;
import dev.entente.json.Shown;
import dev.entente.policies.BundleRefused;
import dev.entente.policies.CachedPolicy;
import dev.entente.problem.Unavailable;
import dev.entente.server.FoldedLog;
import dev.entente.server.client.Unwritten;
import dev.entente.server.directory.AgreementFile;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.rollout.Policies;
import dev.entente.server.simulation.Kind;
import dev.entente.server.simulation.Played;
import dev.entente.server.simulation.Plot;
import dev.entente.server.simulation.Plot.Game;
import dev.entente.server.simulation.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the terms of an agreement's file against partners of known kinds, day by day, and says"
          + " what each got, what it gave, and how much was ever at risk.",
      "Uses the gateway's own ledger, policy and governance over made-up records; changes nothing,"
          + " and needs nobody's signature."
    },
    footer = {
      "",
      "Kinds of partner: honest, taker, late, careless, hoarder, junk, echo; all of them if left out.",
      "",
      "Example:",
      "  entente simulate halden orchard --partner honest,hoarder --html year.html"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int DECISIONS_KEPT = 10_000;

  @Parameters(index = "0", paramLabel = "DIR", description = "The directory with entente.yaml.")
  private Path directory;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "AGREEMENT",
      description = "The agreement; each of them if left out.")
  private @Nullable String agreement;

  @Option(names = "--days", defaultValue = "365", description = "How long (default: 365).")
  private int days;

  @Option(names = "--seed", defaultValue = "3", description = "Decides accidents (default: 3).")
  private long seed;

  @Option(
      names = "--partner",
      split = ",",
      paramLabel = "KIND",
      converter = KindOption.class,
      description = "Kinds of partner; several with commas between them.")
  private List<Kind> kinds = List.of(Kind.values());

  @Option(names = "--html", paramLabel = "FILE", description = "Also draws it, as one HTML page.")
  private @Nullable Path html;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    AllianceDirectory read = Directories.read(directory);
    List<Game> games = play(read);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(ShownSimulation.document(games)), StandardCharsets.UTF_8));
    } else {
      games.forEach(game -> ShownSimulation.lines(game).forEach(out::println));
    }
    if (html != null) {
      write(html, Plot.of(games));
    }
    return 0;
  }

  private List<Game> play(AllianceDirectory read) throws NotDone {
    var talk = TerminalTalk.of(spec.commandLine().getErr());
    var games = new ArrayList<Game>();
    try (var engine = Policies.start(read, FoldedLog.readOrNone(read.settings()))) {
      Policy policy = new CachedPolicy(engine, DECISIONS_KEPT);
      for (AgreementFile file : files(read)) {
        var simulation = argued(() -> new Simulation(file.terms(), policy, days, seed));
        games.add(new Game(simulation, played(file, simulation, talk)));
      }
      return games;
    } catch (BundleRefused | Unavailable e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private List<Played> played(AgreementFile file, Simulation simulation, TerminalTalk talk)
      throws NotDone {
    try {
      return simulation.play(kinds, talk);
    } catch (IllegalArgumentException e) {
      throw new NotDone("%s cannot be played: %s".formatted(file.id(), e.getMessage()));
    }
  }

  /** What an argument is made into; only a bad argument is wrong usage. */
  private <T> T argued(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Collection<AgreementFile> files(AllianceDirectory read) throws NotDone {
    if (agreement == null) {
      return read.agreements().values();
    }
    String name = agreement;
    AgreementId id = argued(() -> new AgreementId(name));
    Optional<AgreementFile> file =
        read.agreements().values().stream().filter(it -> it.id().equals(id)).findFirst();
    return List.of(
        file.orElseThrow(
            () ->
                new NotDone(
                    "there is no agreement `%s` in %s; there is: %s"
                        .formatted(agreement, directory, Shown.list(read.agreements().keySet())))));
  }

  private static void write(Path file, String page) throws NotDone {
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new NotDone(Unwritten.of(file, e));
    }
  }

  static final class KindOption implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String value) {
      try {
        return Kind.named(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
