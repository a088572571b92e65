package dev.entente.server.console;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Links that sign one person in once, within a day. Thread-safe. */
final class Links {
  private static final Duration LIFE = Duration.ofDays(1);
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private record Link(String operator, Instant until) {}

  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Links(InstantSource clock) {
    this.clock = clock;
  }

  /** A new one: the secret of it. */
  String make(String operator) {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    String once = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    links.put(once, new Link(operator, clock.instant().plus(LIFE)));
    return once;
  }

  /** Whom it would sign in. */
  Optional<String> operator(String once) {
    return Optional.ofNullable(links.get(once))
        .filter(link -> clock.instant().isBefore(link.until()))
        .map(Link::operator);
  }

  /** Whom it signs in; never again. */
  Optional<String> use(String once) {
    @Nullable Link link = links.remove(once);
    return Optional.ofNullable(link)
        .filter(it -> clock.instant().isBefore(it.until()))
        .map(Link::operator);
  }
}
