package dev.entente.server.directory;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.json.Doc;
import dev.entente.policies.BundleKeys;
import dev.entente.policies.OpaAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads who decides, and by which bundles. */
final class PolicyReader {
  private static final String EMBEDDED = "embedded";
  private static final int LONGEST_POLL = 86_400;
  private static final int MOST_KEYS = 16;
  private static final int LARGEST_TOKEN = 8_000;

  private final Path root;
  private final YamlFile file;
  private final Mistakes mistakes;

  PolicyReader(Path root, YamlFile file, Mistakes mistakes) {
    this.root = root;
    this.file = file;
    this.mistakes = mistakes;
  }

  /** What it says; the defaults where something is wrong. */
  PolicySettings read(Doc policy) {
    var engine = mistakes.text(file, policy, "engine");
    if (engine.isEmpty() || !isBuilt(policy)) {
      mistakes.missing(file, policy, "engine");
      return PolicySettings.standard();
    }
    var bundle = policy.find("bundle").flatMap(at -> bundle(policy, at));
    return new PolicySettings(
        engine.get().equals(EMBEDDED) ? embedded(policy) : opa(policy),
        bundle,
        policy.find("keys").map(this::keys).orElseGet(BundleKeys::none),
        policy
            .find("poll")
            .flatMap(at -> mistakes.attempt(file, at, () -> at.integer(1, LONGEST_POLL)))
            .map(Duration::ofSeconds)
            .orElse(
                bundle.filter(it -> it instanceof BundleAt.Served).isPresent()
                    ? PolicySettings.OVER_HTTP
                    : PolicySettings.BESIDE));
  }

  private boolean isBuilt(Doc policy) {
    return mistakes.built(file, policy.at("engine"), "policy: engine", List.of(EMBEDDED, "opa"));
  }

  private Optional<OpaAddress> embedded(Doc policy) {
    mistakes.unknown(file, policy, "engine", "bundle", "token-file", "keys", "poll");
    return Optional.empty();
  }

  private Optional<OpaAddress> opa(Doc policy) {
    mistakes.unknown(file, policy, "engine", "url", "bundle", "token-file", "keys", "poll");
    if (policy.find("url").isEmpty()) {
      mistakes.add(file, policy, "`url` is missing, such as `url: http://127.0.0.1:8181`");
      return Optional.empty();
    }
    return mistakes.attempt(file, policy.at("url"), () -> policy.at("url").as(OpaAddress::parse));
  }

  private Optional<BundleAt> bundle(Doc policy, Doc place) {
    Optional<String> token = policy.find("token-file").flatMap(this::token);
    return mistakes.attempt(
        file,
        place,
        () ->
            place.text().contains("://")
                ? new BundleAt.Served(place.as(PolicyReader::address), token)
                : new BundleAt.Here(there(place)));
  }

  private static URI address(String text) {
    try {
      URI uri = new URI(text);
      if (List.of("http", "https").contains(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "a bundle is a file, a folder, or at https://HOST/PATH, and not at " + text);
  }

  private Path there(Doc place) {
    Path path = root.resolve(place.text()).normalize();
    if (!Files.isReadable(path)) {
      throw place.malformed(
          "there is no bundle `%s`; paths are relative to the alliance directory"
              .formatted(place.text()));
    }
    return path;
  }

  private Optional<String> token(Doc place) {
    return mistakes
        .attempt(file, place, place::text)
        .flatMap(
            name -> mistakes.attempt(file, place, () -> content(place, name, "a token").strip()));
  }

  private BundleKeys keys(Doc place) {
    var keys = new ArrayList<JWK>();
    List<Doc> files = mistakes.attempt(file, place, place::items).orElseGet(List::of);
    if (files.isEmpty() || files.size() > MOST_KEYS) {
      mistakes.add(
          file, place, "1 to " + MOST_KEYS + " files of public keys, one of which has to sign");
    }
    files.stream()
        .limit(MOST_KEYS)
        .forEach(
            at ->
                mistakes
                    .attempt(file, at, () -> SigningKeyFile.read(content(at, at.text(), "a key")))
                    .ifPresent(keys::add));
    return mistakes.attempt(file, place, () -> BundleKeys.of(keys)).orElseGet(BundleKeys::none);
  }

  private String content(Doc place, String name, String what) {
    Path path = root.resolve(name);
    try {
      if (Files.size(path) <= LARGEST_TOKEN) {
        return Files.readString(path);
      }
    } catch (IOException e) {
      // told below
    }
    throw place.malformed(
        "there is no readable file `%s` with %s; paths are relative to the alliance directory"
            .formatted(name, what));
  }
}
