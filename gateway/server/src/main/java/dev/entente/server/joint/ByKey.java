package dev.entente.server.joint;

import dev.entente.agreement.Standing;
import dev.entente.signature.KeyId;
import java.time.LocalDate;
import java.util.Optional;

/**
 * By a link that the partner's program asked for.
 *
 * @param key that signed the call; what it opened ends with it
 */
record ByKey(KeyId key) implements Way {
  @Override
  public boolean holds(Standing standing, LocalDate today) {
    return standing.keys().containsKey(key);
  }

  @Override
  public Optional<String> who() {
    return Optional.empty();
  }
}
