package dev.entente.server.cli;

import dev.entente.server.client.Ask;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a query may say; what is left out is the gateway's default. */
final class QueryOptions {
  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "FIELD",
      description = "The fields to show; every one that would be released if left out.")
  private @Nullable List<String> fields;

  @Option(
      names = "--filter",
      paramLabel = "RSQL",
      description = "Such as industry==Gaming;employees=ge=100.")
  private @Nullable String filter;

  @Option(
      names = "--sort",
      split = ",",
      paramLabel = "FIELD",
      description = "Fields to sort by, -FIELD for downwards. With a minus first: --sort=-a,b")
  private @Nullable List<String> sort;

  @Option(names = "--purpose", paramLabel = "NAME", description = "One that the agreement names.")
  private @Nullable String purpose;

  Ask ask() {
    Ask ask = Ask.everything();
    ask = fields == null ? ask : ask.fields(fields);
    ask = filter == null ? ask : ask.filter(filter);
    ask = sort == null ? ask : ask.sort(sort);
    return purpose == null ? ask : ask.purpose(purpose);
  }
}
