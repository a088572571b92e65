package dev.entente.trustledger.audit;

import com.nimbusds.jose.jwk.JWK;

/** Verifies signatures by public keys. */
@FunctionalInterface
public interface Signatures {
  /** Whether it is this key's signature of the message; false for a key or bytes that cannot be. */
  boolean verify(JWK key, byte[] message, byte[] signature);
}
