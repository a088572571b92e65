package dev.entente.connectors.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What failed may work in a moment: a connection that broke, a server that is busy. */
final class Passing extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration after;

  Passing(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.after = null;
  }

  /**
   * @param after when the server wants to be asked again
   */
  Passing(String message, Optional<Duration> after) {
    super(message);
    this.after = after.orElse(null);
  }

  Optional<Duration> after() {
    return Optional.ofNullable(after);
  }
}
