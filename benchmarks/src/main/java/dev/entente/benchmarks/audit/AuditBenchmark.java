package dev.entente.benchmarks.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entente.agreement.AgreementId;
import dev.entente.json.Json;
import dev.entente.server.Gateway;
import dev.entente.server.Talk;
import dev.entente.server.client.Agreement;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.client.Reply.Answered;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.http.Limits;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
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

  private static final String SETTINGS =
      """
      gateway: bench
      listen: 127.0.0.1:0
      operators: [ana, bo]
      ladder:
        - {stage: early, window: 1000000000}
        - {stage: mid, window: 1000000000, gate: {approvals: 1}}
      """;

  private static final String DATASET =
      """
      dataset: accounts
      title: Accounts made in memory
      source: {connector: memory, records: 1}
      key: [id]
      fields:
        id: {type: integer, category: accounts, value: 1, stage: early}
        sector: {type: string, category: accounts, value: 1, stage: early}
        employees: {type: integer, category: accounts, value: 5, stage: mid,
          weaker: {early: {release: band, bounds: [100, 1000, 10000]}}}
      """;

  private static final String EXCHANGE =
      """
      exchange: campaigns
      key: [campaign]
      fields:
        campaign: {type: string, category: performance, value: 1, required: true}
        spend: {type: number, category: performance, value: 5, required: true}
      """;

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
        delete(folder);
      }
    }
  }

  private static void measure(Path parent, long releases) throws Exception {
    Path folder = Files.createDirectory(parent.resolve("alliance"));
    Path checkpoint = parent.resolve("checkpoint");
    Path bundle = parent.resolve("bundle");
    SigningKey partner = SigningKey.generate();
    write(folder, partner);
    var directory = AllianceDirectory.read(folder);
    accept(directory, partner);
    try (var history = new History(directory, partner)) {
      history.add(releases / 10 * 9);
      Files.writeString(checkpoint, history.checkpoint());
      history.add(releases / 10);
    }
    AuditRun whole = audit(folder);
    AuditRun rest = audit(folder, "--from", checkpoint.toString());
    audit(folder, "--export", bundle.toString());
    AuditRun elsewhere = audit(bundle);
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

  private static AuditRun audit(Path place, String... more) throws Exception {
    AuditRun run = AuditRun.of(place, more);
    JsonNode report = Json.read(run.said());
    if (!report.path("holds").asBoolean()) {
      throw new IOException("the audit found what does not hold: " + report);
    }
    return run;
  }

  private static void write(Path folder, SigningKey partner) throws IOException {
    String jwk = new String(Json.write(partner.publicKey().toJwk()), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("entente.yaml"), SETTINGS);
    write(folder.resolve("datasets/accounts.yaml"), DATASET);
    write(folder.resolve("exchanges/campaigns.yaml"), EXCHANGE);
    write(
        folder.resolve("agreements/partner.yaml"),
        """
        agreement: partner
        partner: Company
        type: strategic-alliance
        datasets: [accounts]
        exchanges: [campaigns]
        purposes: [joint-planning]
        keys: [%s]
        contacts: {ours: [ana, bo], theirs: [Kim, Lee]}
        """
            .formatted(jwk));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void accept(AllianceDirectory directory, SigningKey partner) throws Exception {
    try (var gateway = Gateway.start(directory, Limits.USUAL, InstantSource.system(), Talk.none());
        var client = PartnerClient.connect(gateway.address(), partner)) {
      var calls = client.agreement(new AgreementId("partner"));
      if (!(calls.agreement() instanceof Answered terms)
          || !(calls.accept(Agreement.read(terms).computed()) instanceof Answered)) {
        throw new IOException("the terms were not accepted");
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
