package dev.entente.benchmarks.console;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.DatasetId;
import dev.entente.json.Json;
import dev.entente.server.client.Agreement;
import dev.entente.server.client.Ask;
import dev.entente.server.client.PartnerClient;
import dev.entente.server.client.Reply.Answered;
import dev.entente.signature.Origin;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The directory of a gateway with so many partners. Every tenth has accepted its terms and asked
 * for records; every twentieth is held by one person, and so wants attention.
 */
final class AlliancesFolder {
  private static final int ACTIVE = 10;
  private static final int ONE_CONTACT = 20;

  private static final String SETTINGS =
      """
      gateway: bench
      listen: 127.0.0.1:0
      admin: 127.0.0.1:0
      operators: [ana, bo]
      ladder:
        - {stage: early, window: 1000}
        - {stage: mid, window: 2000, gate: {approvals: 1}}
      """;

  private static final String DATASET =
      """
      dataset: accounts
      title: Accounts made in memory
      source: {connector: memory, records: 100}
      key: [id]
      fields:
        id: {type: integer, category: accounts, value: 1, stage: early}
        sector: {type: string, category: accounts, value: 1, stage: early}
        employees: {type: integer, category: accounts, value: 5, stage: mid,
          weaker: {early: {release: band, bounds: [100, 1000, 10000]}}}
      """;

  private final List<SigningKey> active = new ArrayList<>();

  private AlliancesFolder() {}

  static AlliancesFolder write(Path folder, int alliances) throws IOException {
    var made = new AlliancesFolder();
    Files.createDirectories(folder.resolve("datasets"));
    Files.createDirectories(folder.resolve("agreements"));
    Files.writeString(folder.resolve("entente.yaml"), SETTINGS);
    Files.writeString(folder.resolve("datasets/accounts.yaml"), DATASET);
    for (int i = 0; i < alliances; i++) {
      SigningKey key = SigningKey.generate();
      String jwk = new String(Json.write(key.publicKey().toJwk()), StandardCharsets.UTF_8);
      String name = name(i);
      Files.writeString(
          folder.resolve("agreements/" + name + ".yaml"),
          agreement(name, jwk, i % ONE_CONTACT == 0 ? "Kim" : "Kim, Lee"));
      if (i % ACTIVE == 0) {
        made.active.add(key);
      }
    }
    return made;
  }

  private static String agreement(String name, String jwk, String people) {
    return """
        agreement: %s
        partner: Partner %s
        type: strategic-alliance
        datasets: [accounts]
        purposes: [joint-planning]
        keys: [%s]
        contacts: {ours: [ana, bo], theirs: [%s]}
        """
        .formatted(name, name, jwk, people);
  }

  static String name(int number) {
    return String.format(Locale.ROOT, "p%05d", number);
  }

  /** Those partners that are active accept, and ask once. */
  void begin(Origin gateway) throws IOException {
    for (int i = 0; i < active.size(); i++) {
      try (var client = PartnerClient.connect(gateway, active.get(i))) {
        var calls = client.agreement(new AgreementId(name(i * ACTIVE)));
        if (!(calls.agreement() instanceof Answered terms)
            || !(calls.accept(Agreement.read(terms).computed()) instanceof Answered)
            || !(calls.query(new DatasetId("accounts"), Ask.everything()) instanceof Answered)) {
          throw new IOException("a partner was not answered");
        }
      }
    }
  }
}
