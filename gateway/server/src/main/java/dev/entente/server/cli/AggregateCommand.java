package dev.entente.server.cli;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Measure;
import dev.entente.server.show.ShownAggregate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "aggregate",
    mixinStandardHelpOptions = true,
    description = {
      "Asks what records come to in groups: of fields that are released in full or as aggregate.",
      "Groups of too few records are withheld, and what earlier answers would turn into one."
    },
    footer = {
      "",
      "Example:",
      "  entente aggregate http://127.0.0.1:8080 orchard accounts --key partner.jwk \\",
      "      --group industry --measure n=count --measure 'mean=average(employees)'"
    })
final class AggregateCommand implements Callable<Integer> {
  @Mixin private PartnerCall call;

  @Parameters(index = "2", paramLabel = "DATASET", description = "Such as accounts.")
  private String dataset;

  @Option(
      names = "--group",
      split = ",",
      paramLabel = "FIELD",
      description = "By which fields; all records together if left out.")
  private @Nullable List<String> group;

  @Option(
      names = "--measure",
      required = true,
      paramLabel = "NAME=MEASURE",
      description = "count, sum(F), average(F), min(F) or max(F), and what to call it.")
  private Map<String, String> measures;

  @Option(names = "--filter", paramLabel = "RSQL", description = "Such as founded=ge=1990.")
  private @Nullable String filter;

  @Option(names = "--purpose", paramLabel = "NAME", description = "One that the agreement names.")
  private @Nullable String purpose;

  @Override
  public Integer call() throws NotDone {
    DatasetId id = call.valid(DatasetId::new, dataset);
    measures.values().forEach(measure -> call.valid(Measure::parse, measure));
    return call.call(
        calls -> calls.aggregate(id, question()),
        answered -> ShownAggregate.lines(answered, call.terminal()));
  }

  private Map<String, Object> question() {
    var question = new LinkedHashMap<String, Object>();
    if (group != null) {
      question.put("group", group);
    }
    question.put("measures", measures);
    if (filter != null) {
      question.put("filter", filter);
    }
    if (purpose != null) {
      question.put("purpose", purpose);
    }
    return question;
  }
}
