package dev.entente.server.directory;

import dev.entente.json.Doc;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads where people sign in. */
record ProviderReader(Path root, YamlFile file, Mistakes mistakes) {
  private static final String[] NAMES = {"issuer", "client", "secret-file"};

  /**
   * The provider; empty if something is wrong.
   *
   * @param beside names that stand there too, and are read elsewhere
   */
  Optional<Provider> read(Doc signIn, String... beside) {
    mistakes.unknown(
        file, signIn, Stream.concat(Stream.of(NAMES), Stream.of(beside)).toArray(String[]::new));
    if (mistakes.missing(file, signIn, "issuer", "client")) {
      return Optional.empty();
    }
    var issuer =
        mistakes.attempt(
            file, signIn.at("issuer"), () -> signIn.at("issuer").as(ProviderReader::issuer));
    var client = mistakes.text(file, signIn, "client");
    var secret = signIn.find("secret-file").flatMap(new SecretFile(root, file, mistakes)::read);
    return issuer.flatMap(url -> client.map(name -> new Provider(url, name, secret)));
  }

  private static URI issuer(String text) {
    URI issuer = URI.create(text);
    if (!SecureUrl.is(issuer) || issuer.getQuery() != null) {
      throw new IllegalArgumentException(
          "an issuer is an https URL, such as https://id.halden.example/realms/halden");
    }
    return issuer;
  }
}
