package dev.entente.benchmarks.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.json.Json;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Makes longer and longer histories and audits each with {@code entente audit} in a process of its
 * own with a heap of 256 MB: all of it, from a checkpoint on, and as a bundle. Arguments: how many
 * releases, one number for each line of the table.
 */
public final class AuditBenchmark {
  private static final List<String> SIZES = List.of("10000", "100000", "1000000");

  private static final String ENTENTE = "dev.entente.server.cli.Entente";

  private AuditBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println(
        "| releases | entries | ledger MB | audit s | µs an entry | peak memory MB | from 9/10 s |"
            + " bundle MB | its audit s | its peak memory MB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (String size : arguments.length == 0 ? SIZES : List.of(arguments)) {
      Path folder = Files.createTempDirectory("entente-audit-");
      try {
        measure(folder, Long.parseLong(size));
      } finally {
        HistoryFolder.delete(folder);
      }
    }
  }

  private static void measure(Path parent, long releases) throws Exception {
    Path folder = Files.createDirectory(parent.resolve("alliance"));
    Path checkpoint = parent.resolve("checkpoint");
    Path bundle = parent.resolve("bundle");
    SigningKey partner = SigningKey.generate();
    var directory = HistoryFolder.make(folder, partner);
    try (var history = new History(directory, partner.id())) {
      history.add(releases / 10 * 9);
      Files.writeString(checkpoint, history.checkpoint());
      history.add(releases / 10);
    }
    Run whole = audit(folder);
    Run rest = audit(folder, "--from", checkpoint.toString());
    audit(folder, "--export", bundle.toString());
    Run elsewhere = audit(bundle);
    JsonNode report = Json.read(whole.said());
    long entries = report.get("entries").longValue();
    System.out.printf(
        Locale.ROOT,
        "| %d | %d | %d | %.1f | %.0f | %d | %.1f | %d | %.1f | %d |%n",
        report.get("disclosures").longValue(),
        entries,
        Files.size(folder.resolve("state/ledger.db")) >> 20,
        whole.seconds(),
        whole.seconds() * 1e6 / entries,
        whole.peakKilobytes() >> 10,
        rest.seconds(),
        Files.size(bundle) >> 20,
        elsewhere.seconds(),
        elsewhere.peakKilobytes() >> 10);
  }

  private static Run audit(Path place, String... more) throws Exception {
    Run run =
        Run.of(
            place,
            "256m",
            Stream.concat(Stream.of(ENTENTE, "audit", "--json", place.toString()), Stream.of(more))
                .toList());
    JsonNode report = Json.read(run.said());
    if (!report.path("holds").asBoolean()) {
      throw new IOException("the audit found what does not hold: " + report);
    }
    return run;
  }
}
