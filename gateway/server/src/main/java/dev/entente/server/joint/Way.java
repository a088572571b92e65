package dev.entente.server.joint;

import dev.entente.agreement.Reader;
import dev.entente.agreement.Standing;
import java.time.LocalDate;
import java.util.Optional;

/** By what somebody was let in. */
public sealed interface Way permits ByKey, ByProvider, BySecret {
  /** Whether it still counts, now that the agreement stands so, on that day. */
  boolean holds(Standing standing, LocalDate today);

  /** Who looks, as the page says it; empty if only the partner knows. */
  Optional<String> who();

  /** The reader of neither side, if it is one. */
  default Optional<Reader> reader() {
    return Optional.empty();
  }
}
