package dev.entente.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;

/** The RFC 7638 SHA-256 thumbprint of a public key: the one name that a key has here. */
public record KeyId(Sha256 thumbprint) {
  /**
   * Reads 43 characters of base64url.
   *
   * @throws IllegalArgumentException if they are not a thumbprint
   */
  public static KeyId parse(String text) {
    return new KeyId(Sha256.parse(text));
  }

  /** The thumbprint of a public key. */
  public static KeyId of(JWK key) {
    try {
      return new KeyId(Sha256.ofBytes(key.computeThumbprint().decode()));
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return thumbprint.toString();
  }
}
