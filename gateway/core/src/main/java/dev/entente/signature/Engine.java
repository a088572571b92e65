package dev.entente.signature;

import java.security.GeneralSecurityException;

/**
 * The arithmetic behind keys. Every engine gives the same verdict on the same bytes. Keys and
 * signatures come here only after {@link VerifyingKey} and {@link Jwks} have checked their form:
 * lengths, points on their curve and, for Ed25519, in its prime-order subgroup.
 */
interface Engine {
  /** Verifies with one key. Thread-safe. */
  @FunctionalInterface
  interface Check {
    boolean verify(byte[] message, byte[] signature);
  }

  /** Signs with one key. Thread-safe. */
  @FunctionalInterface
  interface Sign {
    byte[] sign(byte[] message);
  }

  String name();

  /**
   * Makes a key ready to verify.
   *
   * @param spki the public key's SubjectPublicKeyInfo
   */
  Check check(Algorithm algorithm, byte[] spki) throws GeneralSecurityException;

  /**
   * Makes a key ready to sign.
   *
   * @param pkcs8 the private key's PrivateKeyInfo
   */
  Sign sign(Algorithm algorithm, byte[] pkcs8) throws GeneralSecurityException;
}
