package dev.entente.server.cli;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.connectors.files.ParquetRendering;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Ask;
import dev.entente.server.client.Countersigner;
import dev.entente.server.client.QueryAnswer;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import dev.entente.server.client.Unwritten;
import dev.entente.server.forms.ArrowRendering;
import dev.entente.server.forms.CsvRendering;
import dev.entente.server.forms.NdjsonRendering;
import dev.entente.server.show.ShownQuery;
import dev.entente.server.show.Terminal;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for records: shows them, what was withheld and would unlock it, and what it cost.",
      "Reading again what you have seen costs nothing."
    },
    footer = {
      "",
      "Example:",
      "  entente query http://127.0.0.1:8080 orchard accounts --key partner.jwk \\",
      "      --fields account,industry --filter 'industry==Gaming' --sort=-account --limit 20",
      "  entente query http://127.0.0.1:8080 orchard accounts --key partner.jwk --format csv"
    })
final class QueryCommand implements Callable<Integer> {
  @Mixin private PartnerCall call;
  @Mixin private QueryOptions options;

  @Parameters(index = "2", paramLabel = "DATASET", description = "Such as accounts.")
  private String dataset;

  @Option(names = "--limit", paramLabel = "N", description = "1 to 1000 records; 100 if left out.")
  private @Nullable Integer limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Where the page before ended; the rest must be as it was then.")
  private @Nullable String cursor;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "The records alone, as the gateway sends them: ${COMPLETION-CANDIDATES}.")
  private @Nullable Form format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "With --format: where they go; written over.")
  private @Nullable Path output;

  @Option(names = "--all", description = "Follow the pages to the last.")
  private boolean all;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "Keep the receipt in FILE and its entry's proof in FILE.proof.")
  private @Nullable Path receipt;

  @Option(
      names = "--acknowledge",
      description = {
        "Verify the receipt of each page and sign it in return;",
        "with --receipt what both signed is kept in FILE.acknowledged."
      })
  private boolean acknowledge;

  /** A form other than JSON in which a gateway answers. */
  enum Form {
    ndjson(NdjsonRendering.TYPE),
    csv(CsvRendering.TYPE),
    arrow(ArrowRendering.TYPE),
    parquet(ParquetRendering.TYPE);

    private final String mediaType;

    Form(String mediaType) {
      this.mediaType = mediaType;
    }

    boolean isText() {
      return this == ndjson || this == csv;
    }
  }

  @Override
  public Integer call() throws NotDone {
    DatasetId id = call.valid(DatasetId::new, dataset);
    Ask ask = ask();
    checkForm();
    if (format != null) {
      Form form = format;
      return call.connected(calls -> formed(calls, id, ask, form));
    }
    if (all && receipt != null) {
      throw call.wrong("each page has a receipt of its own: take --receipt or --all, not both");
    }
    AgreementId agreement = call.agreement();
    Optional<SigningKey> key = acknowledge ? Optional.of(call.signingKey()) : Optional.empty();
    return call.connectedClient(
        (client, calls) -> {
          var receipts =
              new PageReceipts(
                  call, calls, key.map(it -> new Countersigner(client.keys(), agreement, it)));
          return all ? everyPage(receipts, id, ask) : onePage(receipts, id, ask);
        });
  }

  private void checkForm() {
    if (format == null) {
      if (output != null) {
        throw call.wrong("--output goes with --format");
      }
      return;
    }
    if (all || acknowledge || call.json()) {
      throw call.wrong(
          "--format is one page as it is: take `entente export` for all of them or to acknowledge");
    }
    if (output == null && !format.isText()) {
      throw call.wrong("what is no text goes into a file: add --output FILE");
    }
  }

  /** The records as they came; what else there is to say goes to standard error. */
  private int formed(AgreementCalls calls, DatasetId id, Ask ask, Form form) {
    switch (calls.query(id, ask, form.mediaType)) {
      case Refused refused -> {
        return call.refuse(refused);
      }
      case Answered answered -> {
        QueryAnswer about = QueryAnswer.about(answered);
        try {
          if (output == null) {
            call.out().print(answered.text());
            call.out().flush();
          } else {
            Files.write(output, answered.body());
          }
        } catch (IOException e) {
          call.err().println(Unwritten.of(Objects.requireNonNull(output), e));
          return PartnerCall.REFUSED;
        }
        rest(about, ShownQuery.figuresAlone(about, call.terminal())).forEach(call.err()::println);
        return receipt == null ? PartnerCall.DONE : call.keep(calls, about.receipt(), receipt);
      }
    }
  }

  private Ask ask() {
    Ask ask = options.ask();
    ask = limit == null ? ask : ask.limit(limit);
    return cursor == null ? ask : ask.cursor(cursor);
  }

  private int onePage(PageReceipts receipts, DatasetId id, Ask ask) {
    Reply reply = receipts.calls().query(id, ask);
    int exit = call.tell(reply, answered -> lines(QueryAnswer.read(answered)));
    if (!(reply instanceof Answered answered)) {
      return exit;
    }
    QueryAnswer answer = QueryAnswer.read(answered);
    int kept = receipt == null ? exit : call.keep(receipts.calls(), answer.receipt(), receipt);
    return Math.max(kept, receipts.done(answer, receipt));
  }

  private List<String> lines(QueryAnswer answer) {
    Terminal terminal = call.terminal();
    List<String> lines = new ArrayList<>();
    lines.addAll(ShownQuery.records(answer, Integer.MAX_VALUE, terminal));
    lines.add("");
    lines.addAll(rest(answer, ShownQuery.figures(answer, terminal)));
    return lines;
  }

  private List<String> rest(QueryAnswer answer, List<String> figures) {
    List<String> lines = new ArrayList<>(ShownQuery.fields(answer, call.terminal()));
    lines.addAll(figures);
    answer.next().ifPresent(cursor -> lines.add("next page     --cursor " + cursor));
    return lines;
  }

  /** Page after page; a refusal in between ends it, and what came before stays told. */
  private int everyPage(PageReceipts receipts, DatasetId id, Ask ask) {
    int records = 0;
    int exit = PartnerCall.DONE;
    for (int page = 1; ; page++) {
      switch (receipts.calls().query(id, ask)) {
        case Refused refused -> {
          return call.refuse(refused);
        }
        case Answered answered -> {
          QueryAnswer answer = QueryAnswer.read(answered);
          records += answer.records().size();
          show(answered, answer);
          call.err()
              .println("page " + page + ": " + ShownQuery.count(records, "record") + " so far");
          exit = Math.max(exit, receipts.done(answer, null));
          if (answer.next().isEmpty()) {
            return exit;
          }
          ask = ask.cursor(answer.next().get());
        }
      }
    }
  }

  private void show(Answered answered, QueryAnswer answer) {
    if (call.json()) {
      call.printRaw(answered);
      return;
    }
    Terminal terminal = call.terminal();
    ShownQuery.records(answer, Integer.MAX_VALUE, terminal).forEach(call.out()::println);
    if (answer.next().isEmpty() || answer.figures().limited()) {
      call.out().println();
      ShownQuery.fields(answer, terminal).forEach(call.out()::println);
      ShownQuery.figures(answer, terminal).forEach(call.out()::println);
    }
  }
}
