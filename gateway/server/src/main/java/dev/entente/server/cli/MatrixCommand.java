package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.disclosure.Policy;
import dev.entente.governance.Matrix;
import dev.entente.json.Json;
import dev.entente.json.Shown;
import dev.entente.policies.BundleRefused;
import dev.entente.problem.Unavailable;
import dev.entente.server.FoldedLog;
import dev.entente.server.client.Unwritten;
import dev.entente.server.directory.AgreementFile;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.rollout.Policies;
import dev.entente.server.show.ShownMatrix;
import dev.entente.server.show.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what opens when: each field of a dataset at each stage, by the policy and the terms in"
          + " the agreements' files.",
      "For a partner who has credit left and asks for the first purpose agreed; a field that waits"
          + " for a milestone says so."
    },
    footer = {
      "",
      "Example:",
      "  entente policy matrix halden accounts",
      "  entente policy matrix halden accounts --agreement orchard --html accounts.html"
    })
final class MatrixCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The directory with entente.yaml.")
  private Path directory;

  @Parameters(index = "1", paramLabel = "DATASET", description = "Such as accounts.")
  private String dataset;

  @Option(
      names = "--agreement",
      paramLabel = "AGREEMENT",
      description = "Under which terms; all that offer the dataset if left out.")
  private @Nullable String agreement;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page to this file too.")
  private @Nullable Path html;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    AllianceDirectory read = Directories.read(directory);
    var matrices = new LinkedHashMap<String, Matrix>();
    try (var policy = Policies.start(read, FoldedLog.readOrNone(read.settings()))) {
      for (var offer : offers(read).sequencedEntrySet()) {
        matrices.put(offer.getKey().id().value(), matrix(policy, offer.getKey(), offer.getValue()));
      }
    } catch (BundleRefused | Unavailable e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      var documents = new ArrayList<Object>();
      matrices.forEach((name, matrix) -> documents.add(ShownMatrix.document(name, matrix)));
      out.println(new String(Json.write(documents), StandardCharsets.UTF_8));
    } else {
      matrices.forEach(
          (name, matrix) -> ShownMatrix.lines(name, matrix, Terminal.here()).forEach(out::println));
    }
    if (html != null) {
      write(html, ShownMatrix.page(List.copyOf(matrices.sequencedEntrySet())));
    }
    return 0;
  }

  private static Matrix matrix(Policy policy, AgreementFile file, Dataset offered) {
    return Matrix.of(policy, file.terms(), offered, LocalDate.now(ZoneOffset.UTC));
  }

  /** The agreements that offer it, and as what. */
  private SequencedMap<AgreementFile, Dataset> offers(AllianceDirectory read) throws NotDone {
    DatasetId id = id(dataset);
    var offers = new LinkedHashMap<AgreementFile, Dataset>();
    for (AgreementFile file : read.agreements().values()) {
      if (agreement == null || file.id().equals(new AgreementId(agreement))) {
        Optional.ofNullable(file.terms().datasets().get(id)).ifPresent(it -> offers.put(file, it));
      }
    }
    if (offers.isEmpty()) {
      throw new NotDone(
          "no agreement%s offers the dataset %s; there are the datasets %s and the agreements %s"
              .formatted(
                  agreement == null ? "" : " " + Shown.of(agreement),
                  id,
                  Shown.list(read.datasets().keySet()),
                  Shown.list(read.agreements().keySet())));
    }
    return offers;
  }

  private DatasetId id(String name) {
    try {
      return new DatasetId(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void write(Path file, String page) throws NotDone {
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new NotDone(Unwritten.of(file, e));
    }
  }
}
