package dev.entente.server.directory;

import dev.entente.json.Doc;
import dev.entente.server.directory.Settings.Tls;
import dev.entente.signature.Origin;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads {@code entente.yaml}. */
final class SettingsReader {
  static final String FILE = "entente.yaml";

  private static final Pattern GATEWAY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");
  private static final int HIGHEST_PORT = 65_535;
  private static final String[] NAMES = {
    "gateway",
    "listen",
    "admin",
    "external-origin",
    "state",
    "keys",
    "checkpoints",
    "tls",
    "policy",
    "decision-log",
    "ledger",
    "operators",
    "roles",
    "sign-in",
    "webhooks",
    "ladder"
  };

  private final Path root;
  private final YamlFile file;
  private final Doc doc;
  private final Mistakes mistakes;

  SettingsReader(Path root, YamlFile file, Mistakes mistakes) {
    this.root = root;
    this.file = file;
    this.doc = file.doc();
    this.mistakes = mistakes;
  }

  /** What the file says, if it says nothing wrong, with what was read of its people and stages. */
  Optional<Settings> read(Governance governance) {
    mistakes.unknown(file, doc, NAMES);
    mistakes.missing(file, doc, "gateway", "listen", "operators", "ladder");
    var gateway = part("gateway", SettingsReader::gateway);
    var listen = part("listen", Address::parse);
    var admin = part("admin", Address::parse);
    var origin = part("external-origin", SettingsReader::origin);
    Path state = path(doc, "state").orElseGet(() -> root.resolve("state"));
    if (Files.exists(state) && !Files.isDirectory(state)) {
      mistakes.add(
          file,
          doc.find("state").orElse(doc),
          state + " is no directory; name one to keep state in");
    }
    Path keys = path(doc, "keys").orElseGet(() -> state.resolve("keys"));
    var checkpoints = path(doc, "checkpoints");
    var tls = doc.find("tls").flatMap(this::tls);
    listen.ifPresent(address -> reachable(address, admin));
    checkpoints.ifPresent(path -> outside(path, state));
    var policy =
        doc.find("policy")
            .map(new PolicyReader(root, file, mistakes)::read)
            .orElseGet(PolicySettings::standard);
    var decisionLog =
        doc.find("decision-log").flatMap(new DecisionLogReader(root, file, mistakes)::read);
    var database = doc.find("ledger").flatMap(new LedgerReader(root, file, mistakes)::read);
    var provider = doc.find("sign-in").flatMap(new ProviderReader(root, file, mistakes)::read);
    List<Webhook> webhooks =
        doc.find("webhooks").map(new WebhookReader(root, file, mistakes)::read).orElse(List.of());
    if (mistakes.in(file)) {
      return Optional.empty();
    }
    return Optional.of(
        new Settings(
            gateway.orElseThrow(),
            listen.orElseThrow(),
            admin,
            origin,
            state,
            keys,
            checkpoints,
            database,
            policy,
            decisionLog,
            tls,
            provider,
            webhooks,
            governance.people(),
            governance.ladder().orElseThrow()));
  }

  private <T> Optional<T> part(String name, Function<String, T> make) {
    return doc.find(name).flatMap(at -> mistakes.attempt(file, at, () -> at.as(make)));
  }

  private static String gateway(String name) {
    if (!GATEWAY.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "`" + name + "` is no name for a gateway: letters, digits and `.`, `_`, `/`, `-`");
    }
    return name;
  }

  private static Origin origin(String text) {
    Origin origin = Origin.parse(text);
    int port = URI.create(text).getPort();
    if (port == 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "partners call a port from 1 to " + HIGHEST_PORT + ", not " + port);
    }
    return origin;
  }

  private void reachable(Address listen, Optional<Address> admin) {
    if (listen.isWildcard() && doc.find("external-origin").isEmpty()) {
      mistakes.add(
          file,
          doc.at("listen"),
          "`%s` is every address: say with `external-origin` which one partners call"
              .formatted(listen.host()));
    }
    if (listen.port() != 0 && admin.filter(listen::equals).isPresent()) {
      mistakes.add(file, doc.at("admin"), "`admin` and `listen` are one address; take two ports");
    }
  }

  private Optional<Path> path(Doc place, String name) {
    return mistakes
        .text(file, place, name)
        .filter(text -> !text.isBlank() || empty(place.at(name)))
        .flatMap(
            text -> mistakes.attempt(file, place.at(name), () -> root.resolve(text).normalize()));
  }

  private boolean empty(Doc place) {
    mistakes.add(file, place, "a path is expected here, relative to the alliance directory");
    return false;
  }

  private void outside(Path checkpoints, Path state) {
    if (checkpoints.startsWith(state)) {
      mistakes.add(
          file,
          doc.at("checkpoints"),
          "it is kept outside of `state`, so that a restored backup shows");
    }
  }

  private Optional<Tls> tls(Doc place) {
    return mistakes
        .attempt(file, place, () -> place.only("certificate", "key"))
        .filter(pair -> !mistakes.missing(file, pair, "certificate", "key"))
        .flatMap(
            pair -> {
              var certificate = pem(pair, "certificate");
              var key = pem(pair, "key");
              return certificate.flatMap(chain -> key.map(secret -> new Tls(chain, secret)));
            });
  }

  private Optional<Path> pem(Doc pair, String name) {
    var path = path(pair, name);
    if (path.isPresent() && !(Files.isRegularFile(path.get()) && Files.isReadable(path.get()))) {
      mistakes.add(
          file,
          pair.at(name),
          "there is no readable file `%s`; paths are relative to the alliance directory"
              .formatted(pair.at(name).text()));
      return Optional.empty();
    }
    return path;
  }
}
