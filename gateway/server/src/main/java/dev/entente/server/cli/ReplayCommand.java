package dev.entente.server.cli;

import dev.entente.governance.Replay;
import dev.entente.json.Json;
import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.policies.PolicyEngine;
import dev.entente.policies.WasmPolicy;
import dev.entente.problem.Unavailable;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.replay.History;
import dev.entente.server.replay.RequestHistory;
import dev.entente.server.rollout.Policies;
import dev.entente.server.show.ShownReplay;
import dev.entente.server.show.Terminal;
import dev.entente.trustledger.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Tries a policy on the requests that were made: every field of every request that it would"
          + " open, close or change, against the policy in force.",
      "Reads the decision log, where the settings name a folder for it, and beside it the ledger;"
          + " also while the gateway runs. Ends with 1 if there is a request that the candidate"
          + " cannot decide."
    },
    footer = {
      "",
      "Example:",
      "  entente policy replay halden --candidate new-bundle.tar.gz --since 2026-01-01",
      "  entente policy replay halden --candidate new-bundle.tar.gz --since 2026-01-01T12:00:00Z"
          + " --json"
    })
final class ReplayCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The directory with entente.yaml.")
  private Path directory;

  @Option(
      names = "--candidate",
      required = true,
      paramLabel = "BUNDLE",
      description = "What `opa build -t wasm` wrote; it is run here, whatever the engine.")
  private Path candidate;

  @Option(
      names = "--since",
      required = true,
      paramLabel = "TIME",
      description = "A day, such as 2026-01-31, which begins in UTC, or an instant.")
  private String since;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    Instant from = instant(since);
    AllianceDirectory read = Directories.read(directory);
    TerminalTalk talk = TerminalTalk.of(spec.commandLine().getErr());
    try {
      History history = RequestHistory.read(read, from, talk);
      try (PolicyEngine trial = WasmPolicy.start(Bundle.open(candidate));
          PolicyEngine inForce = Policies.start(read, history.trust())) {
        int all = history.questions().size();
        Replay replay =
            Replay.of(
                history.questions(),
                inForce,
                trial,
                done -> talk.progress("deciding, question", done, all));
        print(new ShownReplay(history, replay, inForce.revision(), trial.revision(), from));
        return replay.failed().isEmpty() ? 0 : Failures.REFUSED;
      }
    } catch (BundleRefused | Unavailable | StoreException e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new NotDone("the decision log cannot be read: " + e.getMessage());
    }
  }

  private void print(ShownReplay shown) {
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(shown.document()), StandardCharsets.UTF_8));
    } else {
      shown.lines(Terminal.here()).forEach(out::println);
    }
  }

  private Instant instant(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(), "--since takes a day or an instant, such as 2026-01-31", e);
    }
  }
}
