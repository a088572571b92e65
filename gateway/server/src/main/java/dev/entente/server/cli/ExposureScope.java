package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.agreement.Standing;
import dev.entente.agreement.Terms;
import dev.entente.catalog.DatasetId;
import dev.entente.json.Shown;
import dev.entente.trustledger.exposure.Exposure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whose knowledge is asked for, of which dataset, and where. */
final class ExposureScope {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The alliance directory, which holds entente.yaml.")
  private Path directory;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "AGREEMENT",
      description = "Such as orchard. May be left out with --partner or --record.")
  private @Nullable String agreement;

  @Option(
      names = "--partner",
      paramLabel = "NAME",
      description = "The sum over all agreements of this partner.")
  private @Nullable String partner;

  @Option(names = "--dataset", paramLabel = "NAME", description = "Only what is known of this one.")
  private @Nullable String dataset;

  Path directory() {
    return directory;
  }

  /** Whether an agreement or a partner is named. */
  boolean isNamed() {
    return agreement != null || partner != null;
  }

  boolean means(Terms terms) {
    return isOf(terms) && (agreement == null || terms.agreement().value().equals(agreement));
  }

  private boolean isOf(Terms terms) {
    return partner == null || terms.partner().equals(partner);
  }

  boolean means(DatasetId id) {
    return dataset == null || id.value().equals(dataset);
  }

  /**
   * The agreements that are meant.
   *
   * @throws NotDone if the ledger knows none, or they do not have the dataset that is meant
   */
  List<Terms> meant(Exposure found) throws NotDone {
    List<Terms> all = found.trust().standings().stream().map(Standing::terms).toList();
    List<Terms> ofPartner = all.stream().filter(this::isOf).toList();
    if (ofPartner.isEmpty()) {
      throw unknown("partner", partner, all.stream().map(Terms::partner).distinct().toList());
    }
    List<Terms> meant = ofPartner.stream().filter(this::means).toList();
    if (meant.isEmpty()) {
      List<AgreementId> known = ofPartner.stream().map(Terms::agreement).toList();
      throw unknown(partner == null ? "agreement" : "agreement of theirs", agreement, known);
    }
    List<DatasetId> datasets =
        meant.stream().flatMap(it -> it.datasets().keySet().stream()).distinct().toList();
    boolean seen = found.seen().keySet().stream().anyMatch(it -> means(it.dataset()));
    if (!seen && datasets.stream().noneMatch(this::means)) {
      throw unknown("dataset in it", dataset, datasets);
    }
    return meant;
  }

  private static NotDone unknown(String what, @Nullable String named, List<?> known) {
    return new NotDone(
        "the ledger knows no %s called %s; there is %s"
            .formatted(
                what,
                Optional.ofNullable(named).map(Shown::of).orElse("anything"),
                Shown.list(known)));
  }
}
