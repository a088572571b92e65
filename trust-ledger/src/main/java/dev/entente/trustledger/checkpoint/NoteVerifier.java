package dev.entente.trustledger.checkpoint;

/** Checks Ed25519 signatures. */
@FunctionalInterface
public interface NoteVerifier {

  /**
   * Whether this is the RFC 8032 signature of the message by the key. A key or signature that is
   * malformed is not; an exception means that it could not be found out.
   *
   * @param publicKey always 32 bytes
   * @param signature always 64 bytes
   */
  boolean verify(byte[] publicKey, byte[] message, byte[] signature);

  /** Verifies with the Java platform's own Ed25519: everywhere there, a few thousand a second. */
  static NoteVerifier ofPlatform() {
    return PlatformEd25519::verify;
  }
}
