package dev.entente.server.directory;

import dev.entente.json.Doc;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads where a partner's people sign in to the joint view. */
record PartnerProviderReader(Path root, YamlFile file, Mistakes mistakes) {
  private static final int MOST_CLAIMS = 16;

  /** The provider; empty if something is wrong. */
  Optional<PartnerProvider> read(Doc place) {
    if (!place.isObject()) {
      mistakes.add(file, place, "a provider is {issuer: …, client: …, secret-file: …, claims: …}");
      return Optional.empty();
    }
    var provider = new ProviderReader(root, file, mistakes).read(place, "claims");
    var claims =
        place
            .find("claims")
            .map(it -> mistakes.attempt(file, it, () -> claims(it)))
            .orElseGet(() -> Optional.of(Map.of()));
    return provider.flatMap(it -> claims.map(held -> new PartnerProvider(it, held)));
  }

  private static Map<String, Object> claims(Doc place) {
    var claims = new HashMap<String, Object>();
    place.members().forEach((name, value) -> claims.put(name, claim(value)));
    if (claims.isEmpty() || claims.size() > MOST_CLAIMS) {
      throw place.malformed(
          "name 1 to " + MOST_CLAIMS + " claims, such as {hd: orchard.example}, or none at all");
    }
    return claims;
  }

  private static Object claim(Doc value) {
    if (value.node().isTextual()) {
      return value.text();
    }
    if (value.node().isBoolean()) {
      return value.bool();
    }
    throw value.malformed("a claim is a text, or true or false");
  }
}
