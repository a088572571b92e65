package dev.entente.server.directory;

import dev.entente.json.Doc;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads where our people sign in. */
record ProviderReader(Path root, YamlFile file, Mistakes mistakes) {
  private static final int LARGEST_SECRET = 1_000;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** The provider; empty if something is wrong. */
  Optional<Provider> read(Doc signIn) {
    mistakes.unknown(file, signIn, "issuer", "client", "secret-file");
    if (mistakes.missing(file, signIn, "issuer", "client")) {
      return Optional.empty();
    }
    var issuer =
        mistakes.attempt(
            file, signIn.at("issuer"), () -> signIn.at("issuer").as(ProviderReader::issuer));
    var client = mistakes.text(file, signIn, "client");
    var secret = signIn.find("secret-file").flatMap(this::secret);
    return issuer.flatMap(url -> client.map(name -> new Provider(url, name, secret)));
  }

  private static URI issuer(String text) {
    URI issuer = URI.create(text);
    boolean safe =
        "https".equals(issuer.getScheme())
            || ("http".equals(issuer.getScheme())
                && issuer.getHost() != null
                && LOOPBACK.contains(issuer.getHost()));
    if (!safe || issuer.getHost() == null || issuer.getQuery() != null) {
      throw new IllegalArgumentException(
          "an issuer is an https URL, such as https://id.halden.example/realms/halden");
    }
    return issuer;
  }

  private Optional<String> secret(Doc place) {
    return mistakes
        .attempt(file, place, place::text)
        .flatMap(
            name -> {
              try {
                Path path = root.resolve(name);
                if (Files.size(path) > LARGEST_SECRET) {
                  throw new IOException("too large for a secret");
                }
                return Optional.of(Files.readString(path).strip());
              } catch (IOException e) {
                mistakes.add(
                    file,
                    place,
                    "there is no readable file `%s` with a secret; paths are relative to the alliance directory"
                        .formatted(name));
                return Optional.empty();
              }
            });
  }
}
