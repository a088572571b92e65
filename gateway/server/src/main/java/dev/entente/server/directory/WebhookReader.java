package dev.entente.server.directory;

import dev.entente.json.Doc;
import dev.entente.server.overview.Attention;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads whom to tell of what wants attention. */
record WebhookReader(Path root, YamlFile file, Mistakes mistakes) {
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;
  private static final String PREFIX = "whsec_";
  private static final List<String> KINDS =
      Arrays.stream(Attention.Cause.values()).map(Object::toString).toList();

  /** All of which nothing is wrong. */
  List<Webhook> read(Doc hooks) {
    return mistakes.attempt(file, hooks, hooks::items).orElse(List.of()).stream()
        .flatMap(hook -> one(hook).stream())
        .toList();
  }

  private Optional<Webhook> one(Doc hook) {
    if (!hook.isObject()) {
      mistakes.add(file, hook, "a webhook is {url: …, secret-file: …}");
      return Optional.empty();
    }
    mistakes.unknown(file, hook, "url", "secret-file", "kinds");
    if (mistakes.missing(file, hook, "url", "secret-file")) {
      return Optional.empty();
    }
    var url = mistakes.attempt(file, hook.at("url"), () -> hook.at("url").as(WebhookReader::url));
    var secret = secret(hook.at("secret-file"));
    Set<String> kinds = hook.find("kinds").map(this::kinds).orElse(Set.of());
    return url.flatMap(to -> secret.map(with -> new Webhook(to, with, kinds)));
  }

  private Set<String> kinds(Doc list) {
    var kinds = new HashSet<String>();
    for (Doc kind : mistakes.attempt(file, list, list::items).orElse(List.of())) {
      mistakes
          .attempt(file, kind, kind::text)
          .filter(_ -> mistakes.built(file, kind, "kind", KINDS))
          .ifPresent(kinds::add);
    }
    return kinds;
  }

  private static URI url(String text) {
    URI url = URI.create(text);
    if (!SecureUrl.is(url) || url.getUserInfo() != null || url.getFragment() != null) {
      throw new IllegalArgumentException(
          "a webhook is an https URL, such as https://hooks.halden.example/entente");
    }
    return url;
  }

  private Optional<String> secret(Doc place) {
    return new SecretFile(root, file, mistakes)
        .read(place)
        .flatMap(text -> mistakes.attempt(file, place, () -> key(text)));
  }

  /** As Standard Webhooks spells it: the prefix, and 24 to 64 bytes in base64. */
  private static String key(String text) {
    String key = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
    int bytes = decoded(key).length;
    if (bytes < FEWEST_BYTES || bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "the secret is `whsec_` and %d to %d random bytes in base64, such as `echo \"whsec_$(openssl rand -base64 32)\"` makes"
              .formatted(FEWEST_BYTES, MOST_BYTES));
    }
    return key;
  }

  private static byte[] decoded(String key) {
    try {
      return Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
