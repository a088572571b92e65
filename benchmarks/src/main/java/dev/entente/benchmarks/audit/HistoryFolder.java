package dev.entente.benchmarks.audit;

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
import java.util.stream.Stream;

/** The directory of a gateway with one partner, in whose ledger a history is made. */
final class HistoryFolder {
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

  private HistoryFolder() {}

  /** Makes a directory there whose one partner has accepted. */
  static AllianceDirectory make(Path folder, SigningKey partner) throws Exception {
    write(folder, partner);
    var directory = AllianceDirectory.read(folder);
    accept(directory, partner);
    return directory;
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

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
