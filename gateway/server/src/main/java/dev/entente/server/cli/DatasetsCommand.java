package dev.entente.server.cli;

import dev.entente.catalog.DatasetId;
import dev.entente.server.show.ShownDatasets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "datasets",
    mixinStandardHelpOptions = true,
    description =
        "Lists an agreement's datasets, or describes one: its fields and what unlocks them.",
    footer = {
      "",
      "Example:",
      "  entente datasets http://127.0.0.1:8080 orchard accounts --key partner.jwk"
    })
final class DatasetsCommand implements Callable<Integer> {
  @Mixin private PartnerCall call;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "DATASET",
      description = "The one to describe.")
  private @Nullable String dataset;

  @Override
  public Integer call() throws NotDone {
    if (dataset == null) {
      return call.call(
          calls -> calls.datasets(),
          answered -> ShownDatasets.list(answered.document(), call.terminal()));
    }
    DatasetId id = call.valid(DatasetId::new, dataset);
    return call.call(
        calls -> calls.dataset(id),
        answered -> ShownDatasets.one(answered.document(), call.terminal()));
  }
}
