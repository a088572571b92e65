package dev.entente.trustledger.checkpoint;

/** Makes Ed25519 signatures with one private key. */
@FunctionalInterface
public interface NoteSigner {

  /** The 64 bytes of the RFC 8032 signature of these bytes. */
  byte[] sign(byte[] message);
}
