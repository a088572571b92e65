package dev.entente.benchmarks.load;

import dev.entente.json.Json;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The alliance directory that is measured: several partners with windows that do not run dry, and
 * one dataset of ten fields, of which three are released as band, truncated and as pseudonym.
 */
record Alliance(Path directory, List<Partner> partners) {
  static final String DATASET = "accounts";

  private static final int PARTNERS = 8;

  private static final String SETTINGS =
      """
      gateway: bench
      listen: 127.0.0.1:0
      state: state
      keys: state/keys
      operators: [ana, bo, chi]
      ladder:
        - {stage: early, window: 1000000000}
        - {stage: mid, window: 2000000000, gate: {cleared: 1, approvals: 1}}
      """;

  private static final String MEMORY = "{connector: memory, records: 100000000}";

  @SuppressWarnings("InlineFormatString") // a whole file, read beside the others
  private static final String MANIFEST =
      """
      dataset: accounts
      title: Accounts that are measured
      source: %s
      key: [id]
      fields:
        id: {type: integer, category: accounts, value: 1, stage: early}
        company: {type: string, category: accounts, value: 1, stage: early}
        sector: {type: string, category: targeting, value: 1, stage: early}
        city: {type: string, category: targeting, value: 2, stage: early}
        founded: {type: integer, category: targeting, value: 1, stage: early}
        score: {type: number, category: targeting, value: 2, stage: early}
        active: {type: boolean, category: targeting, value: 1, stage: early}
        employees: {type: integer, category: targeting, value: 5, stage: mid,
          weaker: {early: {release: band, bounds: [100, 1000, 10000]}}}
        since: {type: date, category: targeting, value: 2, stage: mid,
          weaker: {early: {release: truncate, to: year}}}
        contact: {type: string, category: accounts, value: 5, stage: mid,
          weaker: {early: {release: pseudonym}}}
      """;

  @SuppressWarnings("InlineFormatString") // a whole file, read beside the others
  private static final String AGREEMENT =
      """
      agreement: %1$s
      partner: Company %1$s
      type: strategic-alliance
      datasets: [accounts]
      purposes: [joint-planning]
      keys: [%2$s]
      contacts: {ours: [ana, bo], theirs: [Kim, Lee]}
      """;

  /** Writes the directory, with records that are made in memory. */
  static Alliance write(Path directory) throws IOException {
    return write(directory, MEMORY);
  }

  /**
   * Writes the directory.
   *
   * @param source as the manifest says it
   */
  static Alliance write(Path directory, String source) throws IOException {
    save(directory.resolve("entente.yaml"), SETTINGS);
    save(
        Files.createDirectories(directory.resolve("datasets")).resolve("accounts.yaml"),
        MANIFEST.formatted(source));
    Path agreements = Files.createDirectories(directory.resolve("agreements"));
    List<Partner> made = new ArrayList<>();
    for (int i = 1; i <= PARTNERS; i++) {
      var partner = new Partner("partner-" + i, SigningKey.generate());
      String key =
          new String(Json.write(partner.key().publicKey().toJwk()), StandardCharsets.UTF_8);
      save(
          agreements.resolve(partner.agreement() + ".yaml"),
          AGREEMENT.formatted(partner.agreement(), key));
      made.add(partner);
    }
    return new Alliance(directory, List.copyOf(made));
  }

  private static void save(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}
