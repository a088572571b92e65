package dev.entente.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.catalog.Category;
import dev.entente.catalog.Dataset;
import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Field;
import dev.entente.catalog.FieldName;
import dev.entente.catalog.Milestone;
import dev.entente.catalog.Stage;
import dev.entente.disclosure.PolicyInput;
import dev.entente.json.Json;
import dev.entente.json.Shown;
import dev.entente.ledger.Trust;
import dev.entente.policies.Bundle;
import dev.entente.policies.BundleRefused;
import dev.entente.policies.PolicyEngine;
import dev.entente.problem.Unavailable;
import dev.entente.server.FoldedLog;
import dev.entente.server.authoring.Explained;
import dev.entente.server.directory.AgreementFile;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DatasetFile;
import dev.entente.server.rollout.Policies;
import dev.entente.server.show.ShownExplanation;
import dev.entente.trustledger.store.StoreException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says why a field is released as it is: which rules speak, on which facts, and what would"
          + " change it.",
      "Facts come from the ledger; before there is one, from the agreement's file. As a query that"
          + " names no fields is decided."
    },
    footer = {
      "",
      "Example:",
      "  entente policy explain halden orchard accounts --field margin",
      "  entente policy explain halden orchard accounts --field margin --stage late"
    })
final class PolicyExplainCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The directory with entente.yaml.")
  private Path directory;

  @Parameters(index = "1", paramLabel = "AGREEMENT", description = "Such as orchard.")
  private String agreement;

  @Parameters(index = "2", paramLabel = "DATASET", description = "Such as accounts.")
  private String dataset;

  @Option(names = "--field", required = true, paramLabel = "FIELD", description = "Such as margin.")
  private String field;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "At which stage; that of the agreement if left out.")
  private @Nullable String stage;

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE",
      description = "For which purpose; the first one agreed if left out.")
  private @Nullable String purpose;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotDone {
    AllianceDirectory read = Directories.read(directory);
    try {
      Trust trust = FoldedLog.readOrNone(read.settings());
      PolicyInput input = input(read, trust);
      Bundle bundle = Policies.inForce(read, trust);
      try (PolicyEngine policy = Policies.engine(read.settings().policy(), bundle)) {
        print(Explained.of(policy, bundle, input, field(input.dataset())));
      }
      return 0;
    } catch (StoreException | BundleRefused | Unavailable e) {
      throw new NotDone(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void print(Explained explained) {
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(ShownExplanation.document(explained)), UTF_8));
    } else {
      ShownExplanation.lines(explained).forEach(out::println);
    }
  }

  private PolicyInput input(AllianceDirectory read, Trust trust) throws NotDone {
    var id = new AgreementId(agreement);
    Optional<Standing> standing = trust.standing(id);
    Terms terms = standing.isPresent() ? standing.get().terms() : written(read, id);
    Dataset offered = offered(read, terms);
    Stage at = stage(terms, standing.map(Standing::stage).orElse(terms.ladder().first()));
    Optional<String> stated =
        Optional.of(purpose == null ? terms.purposes().getFirst().value() : purpose);
    LocalDate day = LocalDate.now(ZoneOffset.UTC);
    return standing
        .map(it -> PolicyInput.of(it, offered, at, stated, new LinkedHashSet<>(), day))
        .orElseGet(
            () ->
                new PolicyInput(
                    terms,
                    offered,
                    at,
                    stated,
                    day,
                    new TreeSet<>(Comparator.comparing(Milestone::value)),
                    new TreeSet<>(),
                    new TreeSet<>(),
                    new LinkedHashSet<>(),
                    new TreeSet<>(Comparator.comparing(Category::value))));
  }

  private static Terms written(AllianceDirectory read, AgreementId id) throws NotDone {
    AgreementFile file = read.agreements().get(id);
    if (file == null) {
      throw new NotDone(
          "there is no agreement %s; there are %s"
              .formatted(id, Shown.list(read.agreements().keySet())));
    }
    return file.terms();
  }

  /** As the terms offer it, narrowed by the manifest. */
  private Dataset offered(AllianceDirectory read, Terms terms) throws NotDone {
    var id = new DatasetId(dataset);
    Dataset agreed = terms.datasets().get(id);
    DatasetFile here = read.datasets().get(id);
    return Optional.ofNullable(agreed)
        .flatMap(
            it ->
                here == null
                    ? Optional.empty()
                    : it.narrowed(here.manifest().dataset(), terms.ladder()::later))
        .orElseThrow(
            () ->
                new NotDone(
                    "the agreement %s offers no dataset %s; it offers %s"
                        .formatted(terms.agreement(), id, Shown.list(terms.datasets().keySet()))));
  }

  private Stage stage(Terms terms, Stage now) throws NotDone {
    Stage at = stage == null ? now : new Stage(stage);
    if (!terms.ladder().has(at)) {
      throw new NotDone(
          "there is no stage %s; there are %s".formatted(at, Shown.list(terms.ladder().stages())));
    }
    return at;
  }

  private Field field(Dataset offered) throws NotDone {
    return offered
        .field(new FieldName(field))
        .orElseThrow(
            () ->
                new NotDone(
                    "%s has no field %s in the terms; it has %s"
                        .formatted(
                            offered.id(),
                            Shown.of(field),
                            Shown.list(offered.fields().stream().map(Field::name).toList()))));
  }
}
