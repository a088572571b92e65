package dev.entente.agreement;

import java.util.Locale;

/** Where the relationship stands; how much is disclosed is the {@code Stage}'s matter. */
public enum Lifecycle {
  /** Opened and signed by us; the partner has not accepted the terms yet. */
  PROPOSED,
  /** Accepted by the partner. */
  ACTIVE,
  /** Stopped by one of our people, or by what was found; two take it up again. */
  SUSPENDED,
  /** Ended for good. */
  CLOSED;

  /** Whether it may come to anything yet. */
  public boolean isOpen() {
    return this != CLOSED;
  }

  /** Whether both sides have signed, and it has not ended. */
  public boolean isAgreed() {
    return this == ACTIVE || this == SUSPENDED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
