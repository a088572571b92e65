package dev.entente.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import org.jspecify.annotations.Nullable;

/**
 * Registered keys, made ready to verify with once. Whether a key is registered is asked each time,
 * so a key that is revoked is gone at once; names that callers invent take no room.
 */
public final class CachedKeys implements Keys {
  /** Who knows which keys are registered now. Thread-safe and quick. */
  @FunctionalInterface
  public interface Registered {
    /** The public key of this name; null if it is not registered. */
    @Nullable JWK find(KeyId id);
  }

  private final Registered registered;
  private final Cache<KeyId, VerifyingKey> ready;

  /**
   * Keeps none yet.
   *
   * @param maximum how many keys are kept ready; the least used go first
   */
  public CachedKeys(Registered registered, int maximum) {
    if (maximum < 1) {
      throw new IllegalArgumentException("at least 1 key must fit, not " + maximum);
    }
    this.registered = registered;
    this.ready = Caffeine.newBuilder().maximumSize(maximum).build();
  }

  @Override
  public @Nullable VerifyingKey find(KeyId id) {
    @Nullable JWK jwk = registered.find(id);
    return jwk == null ? null : ready.get(id, _ -> VerifyingKey.of(jwk));
  }
}
