package dev.entente.server.directory;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sound alliance directory, written to a folder, for tests to spoil. */
public final class ExampleDirectory {
  static final String SETTINGS = "entente.yaml";
  static final String ACCOUNTS = "datasets/accounts.yaml";
  static final String CAMPAIGNS = "exchanges/campaigns.yaml";
  static final String ORCHARD = "agreements/orchard.yaml";

  static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

  private final Path root;
  private final Map<String, String> environment = new TreeMap<>();

  public ExampleDirectory(Path root) {
    this.root = root;
    write(SETTINGS, settings());
    write(ACCOUNTS, accounts());
    write(CAMPAIGNS, campaigns());
    write(ORCHARD, orchard());
  }

  public AllianceDirectory read() throws DirectoryProblems {
    return AllianceDirectory.read(root, environment::get, List.of("files"));
  }

  Path root() {
    return root;
  }

  ExampleDirectory with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public ExampleDirectory write(String file, String text) {
    try {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a text that stands there once or more. */
  public ExampleDirectory change(String file, String before, String after) {
    String text = text(file);
    if (!text.contains(before)) {
      throw new AssertionError("`" + before + "` does not stand in " + file);
    }
    return write(file, text.replace(before, after));
  }

  String text(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An Ed25519 key pair from RFC 8037, appendix A. */
  static OctetKeyPair privateKey() {
    return new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(X))
        .d(new Base64URL("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"))
        .build();
  }

  private static String settings() {
    return """
        gateway: halden
        listen: 127.0.0.1:8080
        admin: 127.0.0.1:8081
        external-origin: http://127.0.0.1:8080
        state: state
        keys: state/keys
        checkpoints: ../halden.checkpoint
        policy: {engine: embedded}
        ledger: {store: sqlite}
        operators: [ana, bo, chi]
        ladder:
          - {stage: early, window: 500}
          - {stage: mid,   window: 1000, gate: {cleared: 3, approvals: 2}}
          - {stage: late,  window: 2000, gate: {cleared: 3, approvals: 2, minimum-days: 30}}
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
          employees: {type: integer, category: targeting, value: 5, stage: mid, weaker: {early: {release: band, bounds: [100, 1000, 10000]}}}
          city:      {type: string,  category: targeting, value: 2, stage: mid, column: "Headquarters Location"}
          margin:    {type: number,  category: margins,   value: 20, stage: late}
          notes:     {type: string,  category: internal,  value: 20, stage: never}
        """;
  }

  private static String campaigns() {
    return """
        exchange: campaigns
        key: [campaign]
        fields:
          campaign: {type: string,  category: performance, value: 1, required: true}
          spend:    {type: number,  category: performance, value: 5, required: true, minimum: 0}
          leads:    {type: integer, category: performance, value: 5, required: true, minimum: 0}
          as-of:    {type: date,    category: performance, value: 0}
        freshness: {field: as-of, days: 90}
        """;
  }

  private static String orchard() {
    return """
        agreement: orchard
        partner: Orchard Devices
        type: strategic-alliance
        datasets: [accounts]
        exchanges: [campaigns]
        purposes: [joint-planning]
        keys: [{kty: OKP, crv: Ed25519, x: %s}]
        contacts: {ours: [ana, bo], theirs: [Kim, Lee]}
        expect: {campaigns: 30}
        round: {days: 30, ratio: 0.8, strategy: tit-for-tat}
        rate: 1
        windows: {margins: 50}
        leak: {per-day: 0.005, cap: 100}
        """
        .formatted(X);
  }
}
