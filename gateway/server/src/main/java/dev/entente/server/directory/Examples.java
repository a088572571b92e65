package dev.entente.server.directory;

import java.util.Map;

/** For the names that files must have: what one could stand there as. */
final class Examples {
  private static final Map<String, String> OF =
      Map.ofEntries(
          Map.entry("gateway", "halden"),
          Map.entry("listen", "127.0.0.1:8080"),
          Map.entry("operators", "[ana, bo, chi]"),
          Map.entry("ladder", "[{stage: early, window: 500}, {stage: mid, window: 1000}]"),
          Map.entry("dataset", "accounts"),
          Map.entry("title", "Accounts we sell to"),
          Map.entry("source", "{connector: files, path: data/accounts.csv}"),
          Map.entry("exchange", "campaigns"),
          Map.entry("agreement", "orchard"),
          Map.entry("partner", "Orchard Devices"),
          Map.entry("type", "strategic-alliance"),
          Map.entry("datasets", "[accounts]"),
          Map.entry("purposes", "[joint-planning]"),
          Map.entry("keys", "[{kty: OKP, crv: Ed25519, x: …}]"),
          Map.entry("contacts", "{ours: [ana, bo], theirs: [Kim, Lee]}"),
          Map.entry("peer", "orchard"),
          Map.entry("url", "https://orchard.example"),
          Map.entry("certificate", "cert.pem"));

  private Examples() {}

  /** Goes on from "is missing"; nothing where the name is used for different things. */
  static String of(String name) {
    String example = OF.get(name);
    return example == null ? "" : ", such as `" + name + ": " + example + "`";
  }
}
