package dev.entente.server.cli;

import dev.entente.catalog.DatasetId;
import dev.entente.catalog.Query;
import dev.entente.json.Malformed;
import dev.entente.server.cli.ExportFile.Progress;
import dev.entente.server.client.AgreementCalls;
import dev.entente.server.client.Ask;
import dev.entente.server.client.Countersigner;
import dev.entente.server.client.ExportPart;
import dev.entente.server.client.ExportState;
import dev.entente.server.client.FieldTypes;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.client.Parts;
import dev.entente.server.client.Reply;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.client.Reply.Refused;
import dev.entente.server.show.Printable;
import dev.entente.server.show.ShownQuery;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Fetches all records of a query into a file, part by part: CSV, Parquet or an Arrow stream",
      "where its name ends in .csv, .parquet or .arrows, else one JSON object a line.",
      "Room for them is set aside first. Interrupted, it goes on where it stopped when it is",
      "called again, at any gateway of the same ledger: FILE.receipts says how far it came, and",
      "has the receipt of each part."
    },
    footer = {
      "",
      "Example:",
      "  entente export http://127.0.0.1:8080 orchard accounts accounts.ndjson --key partner.jwk \\",
      "      --fields account,industry --filter 'industry==Gaming' --records 50000",
      "  entente export http://127.0.0.1:8080 orchard accounts accounts.ndjson --key partner.jwk --end",
      "  entente export http://127.0.0.1:8080 orchard accounts accounts.parquet --key partner.jwk",
      "  duckdb -c \"select industry, count(*) from 'accounts.parquet' group by 1\""
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private PartnerCall call;
  @Mixin private QueryOptions options;

  @Parameters(index = "2", paramLabel = "DATASET", description = "Such as accounts.")
  private String dataset;

  @Parameters(
      index = "3",
      paramLabel = "FILE",
      description = {
        "Where the records go; DuckDB and pandas read it as it is. Until all are there,",
        "those of another form than NDJSON are in FILE.ndjson."
      })
  private Path file;

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Set room aside for N records not seen yet, 1 to 1000000; 10000 if left out.")
  private int records;

  @Option(
      names = "--part",
      paramLabel = "N",
      defaultValue = "" + Query.HIGHEST_PART,
      description = "How many records at a time, 1 to 5000; 5000 if left out.")
  private int part;

  @Option(
      names = "--acknowledge",
      description = "Sign the receipt of each part in return, once it is verified.")
  private boolean acknowledge;

  @Option(
      names = "--end",
      description = "Fetch no more, and give back what is still set aside; FILE stays as it is.")
  private boolean end;

  /** What stays the same from part to part. */
  private record Way(
      PageReceipts receipts, Countersigner verifier, DatasetId dataset, Ask ask, ExportFile file) {
    AgreementCalls calls() {
      return receipts.calls();
    }
  }

  @Override
  public Integer call() throws NotDone {
    DatasetId id = call.valid(DatasetId::new, dataset);
    SigningKey key = call.signingKey();
    var target = call.valid(ExportFile::new, file);
    Ask ask = options.ask().limit(part);
    try {
      Optional<Progress> before = target.resume(asked(ask));
      if (end) {
        long export =
            before.orElseThrow(() -> new NotDone("nothing was begun for " + file)).export();
        return call.connected(calls -> ended(calls, id, export));
      }
      return call.connectedClient(
          (client, calls) -> fetched(way(client, calls, key, id, ask, target), before));
    } catch (IOException e) {
      throw new NotDone(file + " cannot be written: " + e.getMessage());
    }
  }

  private int ended(AgreementCalls calls, DatasetId id, long export) {
    return switch (calls.end(id, export)) {
      case Refused refused -> call.refuse(refused);
      case Answered _ -> {
        call.err().println("export " + export + " is over; nothing is set aside for it any more");
        yield PartnerCall.DONE;
      }
    };
  }

  private Way way(
      PartnerClient client,
      AgreementCalls calls,
      SigningKey key,
      DatasetId id,
      Ask ask,
      ExportFile target) {
    var signer = new Countersigner(client.keys(), call.agreement(), key);
    var receipts =
        new PageReceipts(call, calls, acknowledge ? Optional.of(signer) : Optional.empty());
    return new Way(receipts, signer, id, ask, target);
  }

  private Map<String, Object> asked(Ask ask) {
    var asked = new LinkedHashMap<String, Object>();
    asked.put("agreement", call.agreement().value());
    asked.put("dataset", dataset);
    asked.put("query", ask.document());
    return asked;
  }

  private int fetched(Way way, Optional<Progress> before) {
    try {
      if (before.isPresent()) {
        Progress at = before.get();
        if (!at.whole()) {
          call.err().println("goes on after " + ShownQuery.count(at.records(), "record"));
        }
        return parts(way, at);
      }
      return switch (way.calls().export(way.dataset(), way.ask(), records)) {
        case Refused refused -> call.refuse(refused);
        case Answered answered -> parts(way, begun(way, ExportState.Begun.read(answered)));
      };
    } catch (IOException e) {
      call.err().println(file + " cannot be written: " + e.getMessage());
      return PartnerCall.REFUSED;
    }
  }

  private Progress begun(Way way, ExportState.Begun begun) throws IOException {
    call.err()
        .println(
            "export "
                + begun.state().export()
                + ": "
                + begun.state().reserved().toPlainString()
                + " set aside, for "
                + ShownQuery.count(begun.records(), "record")
                + " not seen yet");
    return way.file().begin(asked(way.ask()), begun);
  }

  private int parts(Way way, Progress before) throws IOException {
    Progress at = before;
    int exit = PartnerCall.DONE;
    if (at.whole()) {
      return finished(way, at);
    }
    Parts parts = way.calls().parts(way.dataset(), at.export(), way.ask(), at.next());
    while (parts.hasNext()) {
      Reply reply = parts.next();
      if (reply instanceof Refused refused) {
        way.file().keep();
        return stopped(at, refused);
      }
      Answered answered = (Answered) reply;
      ExportPart part = ExportPart.read(answered);
      try {
        way.verifier().check(part);
      } catch (Malformed e) {
        call.err().println("not taken: " + Printable.of(e.reason()));
        return PartnerCall.REFUSED;
      }
      at = way.file().add(at, part);
      tell(at, part);
      exit = Math.max(exit, way.receipts().done(part));
    }
    way.file().keep();
    return Math.max(exit, finished(way, at));
  }

  private int stopped(Progress at, Refused refused) {
    call.err()
        .println(
            ShownQuery.count(at.records(), "record")
                + " are in "
                + file
                + "; the same command goes on, --end gives back what is set aside");
    return call.refuse(refused);
  }

  private int finished(Way way, Progress at) throws IOException {
    if (!way.file().isFinished()) {
      switch (way.calls().dataset(way.dataset())) {
        case Refused refused -> {
          return call.refuse(refused);
        }
        case Answered answered -> way.file().finish(FieldTypes.read(answered));
      }
    }
    call.err().println("whole: " + ShownQuery.count(at.records(), "record") + " in " + file);
    return PartnerCall.DONE;
  }

  private void tell(Progress at, ExportPart part) {
    call.err()
        .println(
            "part "
                + at.parts()
                + ": "
                + ShownQuery.count(at.records(), "record")
                + " so far, "
                + part.figures().value().toPlainString()
                + " for this part, "
                + part.export().map(it -> it.reserved().toPlainString()).orElse("0")
                + " still set aside");
  }
}
