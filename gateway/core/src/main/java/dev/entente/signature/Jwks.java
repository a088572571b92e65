package dev.entente.signature;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON Web Key Set of public keys, such as stands at {@code /.well-known/jwks.json}. */
public final class Jwks implements Keys {
  private static final int MAX_KEYS = 64;

  private final Map<KeyId, VerifyingKey> keys = new LinkedHashMap<>();

  private Jwks(Collection<VerifyingKey> keys) {
    if (keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "a key set has at most " + MAX_KEYS + " keys, this has " + keys.size());
    }
    for (VerifyingKey key : keys) {
      this.keys.put(key.id(), key);
    }
  }

  public static Jwks of(VerifyingKey... keys) {
    return new Jwks(List.of(keys));
  }

  /**
   * Reads a key set.
   *
   * @throws IllegalArgumentException if it is none, or one of its keys is not usable
   */
  public static Jwks parse(String json) {
    try {
      return new Jwks(JWKSet.parse(json).getKeys().stream().map(VerifyingKey::of).toList());
    } catch (ParseException | IllegalStateException e) {
      throw new IllegalArgumentException("not a JSON Web Key Set (RFC 7517)");
    }
  }

  @Override
  public @Nullable VerifyingKey find(KeyId id) {
    return keys.get(id);
  }

  public Collection<VerifyingKey> keys() {
    return List.copyOf(keys.values());
  }

  /** The set as JSON, each key with its {@code kid}. */
  public String toJson() {
    return JSONObjectUtils.toJSONString(
        Map.of("keys", keys.values().stream().map(VerifyingKey::toJwk).toList()));
  }
}
