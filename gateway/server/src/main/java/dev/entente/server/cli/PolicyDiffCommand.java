package dev.entente.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.entente.catalog.DatasetId;
import dev.entente.governance.Comparison;
import dev.entente.json.Json;
import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.policies.WasmPolicy;
import dev.entente.problem.Unavailable;
import dev.entente.server.FoldedLog;
import dev.entente.server.directory.AgreementFile;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.rollout.Policies;
import dev.entente.server.show.ShownComparison;
import dev.entente.server.show.Terminal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a policy decides otherwise than another: which field opens, closes or changes, at"
          + " which stage, for which purpose and type of partnership, and when.",
      "Under the terms in the agreements' files, with credit left: at first, when all milestones and"
          + " signals that they name are shown, and in a dispute.",
      "A and B are bundles' files, `standard` (the product's own) or `current` (the one in force)."
    },
    footer = {
      "",
      "Example:",
      "  entente policy diff halden current next.tar.gz",
      "  entente policy diff halden standard halden/policies/bundle.tar.gz --json"
    })
final class PolicyDiffCommand implements Callable<Integer> {
  @Parameters(
      arity = "2..3",
      paramLabel = "[DIR] A B",
      hideParamSyntax = true,
      description = {
        "The directory with entente.yaml, where it is not this one; what there was; and what there"
            + " would be."
      })
  private List<String> named;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    AllianceDirectory read = Directories.read(Path.of(named.size() == 3 ? named.getFirst() : "."));
    try (var was = WasmPolicy.start(bundle(read, named.get(named.size() - 2)));
        var is = WasmPolicy.start(bundle(read, named.getLast()))) {
      var out = spec.commandLine().getOut();
      var documents = new ArrayList<Object>();
      LocalDate day = LocalDate.now(ZoneOffset.UTC);
      for (AgreementFile file : read.agreements().values()) {
        for (DatasetId id : file.terms().datasets().keySet()) {
          var dataset = file.terms().datasets().get(id);
          var differences = Comparison.of(was, is, file.terms(), dataset, day);
          documents.add(ShownComparison.document(id.value(), file.terms(), differences));
          if (!json) {
            ShownComparison.lines(id.value(), file.terms(), differences, Terminal.here())
                .forEach(out::println);
          }
        }
      }
      if (json) {
        out.println(new String(Json.write(documents), UTF_8));
      }
      return 0;
    } catch (BundleRefused | Unavailable e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
  }

  private static Bundle bundle(AllianceDirectory read, String named) {
    return switch (named) {
      case "standard" -> Bundle.standard();
      case "current" -> Policies.inForce(read, FoldedLog.readOrNone(read.settings()));
      default -> Bundle.open(Path.of(named));
    };
  }
}
