package dev.entente.server.running;

import dev.entente.json.Json;
import dev.entente.server.directory.AllianceDirectory;
import dev.entente.server.directory.DirectoryProblems;
import dev.entente.signature.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small alliance on disk: one dataset of five sound rows and two untidy ones, one exchange, and
 * two partners, orchard and pear, each with an agreement and a key.
 */
public final class TinyAlliance {
  public final Path root;
  public final Map<String, String> environment = new HashMap<>();
  public final SigningKey orchard = SigningKey.generate();
  public final SigningKey pear = SigningKey.generate();
  public final SigningKey stranger = SigningKey.generate();

  public TinyAlliance(Path root) {
    this.root = root;
    write("entente.yaml", settings());
    write("datasets/accounts.yaml", accounts());
    write("data/accounts.csv", rows());
    write("datasets/secrets.yaml", accounts().replace("accounts\n", "secrets\n"));
    write("exchanges/campaigns.yaml", campaigns());
    write("agreements/orchard.yaml", agreement("orchard", "Orchard Devices", "accounts", orchard));
    write("agreements/pear.yaml", agreement("pear", "Pear Phones", "secrets", pear));
  }

  public AllianceDirectory read() {
    try {
      return AllianceDirectory.read(
          root, environment::get, List.of("files", "http", "postgres", "trino"));
    } catch (DirectoryProblems e) {
      throw new AssertionError(e.getMessage());
    }
  }

  public TinyAlliance write(String file, String text) {
    try {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TinyAlliance change(String file, String before, String after) {
    try {
      String text = Files.readString(root.resolve(file));
      if (!text.contains(before)) {
        throw new AssertionError("`" + before + "` does not stand in " + file);
      }
      return write(file, text.replace(before, after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String settings() {
    return """
    gateway: halden
    listen: 127.0.0.1:0
    admin: 127.0.0.1:0
    operators: [ana, bo, chi]
    ladder:
      - {stage: early, window: 500}
      - {stage: mid, window: 1000, gate: {cleared: 3, approvals: 2}}
    """;
  }

  private static String accounts() {
    return """
    dataset: accounts
    title: Accounts we sell to
    source: {connector: files, path: data/accounts.csv}
    key: [ticker]
    fields:
      ticker:    {type: string,  category: accounts,  value: 1, stage: early}
      sector:    {type: string,  category: targeting, value: 1, stage: early}
      employees: {type: integer, category: targeting, value: 5, stage: mid, weaker: {early: {release: band, bounds: [100, 1000]}}}
      margin:    {type: number,  category: targeting, value: 2, stage: mid}
      notes:     {type: string,  category: internal,  value: 20, stage: never}
    """;
  }

  private static String rows() {
    return """
    ticker,sector,employees,margin,notes
    ABC,Software,120,0.5,hidden
    BCD,Hardware,50,0.4,hidden
    CDE,Software,5000,0.3,hidden
    DEF,Energy,many,0.2,hidden
    EFG,Software,,0.1,hidden
    ,Nobody,1,1,hidden
    ABC,Again,1,1,hidden
    """;
  }

  private static String campaigns() {
    return """
    exchange: campaigns
    key: [campaign]
    fields:
      campaign: {type: string, category: performance, value: 1, required: true}
      spend:    {type: number, category: performance, value: 5, required: true, minimum: 0}
    """;
  }

  private static String agreement(String name, String partner, String dataset, SigningKey key) {
    return """
    agreement: %s
    partner: %s
    type: strategic-alliance
    datasets: [%s]
    exchanges: [campaigns]
    purposes: [joint-planning]
    keys: [%s]
    contacts: {ours: [ana, bo], theirs: [Kim, Lee]}
    """
        .formatted(
            name,
            partner,
            dataset,
            new String(Json.write(key.publicKey().toJwk()), StandardCharsets.UTF_8));
  }
}
