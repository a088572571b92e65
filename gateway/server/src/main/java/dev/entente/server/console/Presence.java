package dev.entente.server.console;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When people were here last, as far as this process knows. Thread-safe. */
final class Presence {
  private final Map<String, Instant> last = new ConcurrentHashMap<>();

  void seen(String operator, Instant when) {
    last.put(operator, when);
  }

  Optional<Instant> of(String operator) {
    return Optional.ofNullable(last.get(operator));
  }
}
