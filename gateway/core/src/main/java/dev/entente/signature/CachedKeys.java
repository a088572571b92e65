package dev.entente.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Keys kept ready to verify with, in front of slower keys. Only keys that were found are kept:
 * names that callers invent take no room.
 */
public final class CachedKeys implements Keys {
  private final Keys loader;
  private final Cache<KeyId, VerifyingKey> cache;

  /**
   * Keeps none yet.
   *
   * @param loader asked for each key once, and again after {@link #forget}
   * @param maximum how many keys are kept; the least used go first
   */
  public CachedKeys(Keys loader, int maximum) {
    if (maximum < 1) {
      throw new IllegalArgumentException("at least 1 key must fit, not " + maximum);
    }
    this.loader = loader;
    this.cache = Caffeine.newBuilder().maximumSize(maximum).build();
  }

  @Override
  public @Nullable VerifyingKey find(KeyId id) {
    return cache.get(id, loader::find);
  }

  /**
   * Drops a key that was revoked or changed. A find that starts after this returns asks the loader,
   * so change the loader's mind first.
   */
  public void forget(KeyId id) {
    cache.invalidate(id);
  }
}
