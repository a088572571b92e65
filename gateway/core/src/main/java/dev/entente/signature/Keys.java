package dev.entente.signature;

import org.jspecify.annotations.Nullable;

/** The keys that partners have registered. Nothing is ever fetched. Thread-safe. */
@FunctionalInterface
public interface Keys {
  /** The key of this name; null if it is not registered, or was revoked. */
  @Nullable VerifyingKey find(KeyId id);
}
