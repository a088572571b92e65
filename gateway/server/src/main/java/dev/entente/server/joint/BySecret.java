package dev.entente.server.joint;

import dev.entente.agreement.Reader;
import dev.entente.agreement.Standing;
import java.time.LocalDate;
import java.util.Optional;

/** By the secret of a reader of neither side, to whom the books are open. */
record BySecret(Reader of) implements Way {
  @Override
  public boolean holds(Standing standing, LocalDate today) {
    return standing.books().areOpenTo(of, today);
  }

  @Override
  public Optional<String> who() {
    return Optional.of(
        "read by %s, to whom the books are open until %s".formatted(of.name(), of.until()));
  }

  @Override
  public Optional<Reader> reader() {
    return Optional.of(of);
  }
}
