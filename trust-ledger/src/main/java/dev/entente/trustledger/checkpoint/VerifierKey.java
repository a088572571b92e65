package dev.entente.trustledger.checkpoint;

import java.util.List;

/** An Ed25519 public key with its name: what C2SP signed-note calls a verifier key, or vkey. */
public final class VerifierKey implements VerifierKeys {
  /** Bytes in an Ed25519 public key. */
  public static final int PUBLIC_KEY_LENGTH = Vkey.PUBLIC_KEY_LENGTH;

  private static final int SIGNATURE_LENGTH = 64;
  private static final byte ED25519 = 1;

  private final Vkey key;

  private VerifierKey(Vkey key) {
    this.key = key;
  }

  /**
   * The key of this name. The bytes are not checked to be a point of the curve: a key that is none
   * verifies nothing.
   *
   * @param publicKey the RFC 8032 encoding, copied
   * @throws NoteException unless it has 32 bytes
   */
  public static VerifierKey of(KeyName name, byte[] publicKey) {
    return new VerifierKey(new Vkey(name, ED25519, publicKey));
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws NoteException if the text is anything else, or the key id is not that of name and key
   */
  public static VerifierKey parse(String vkey) {
    return new VerifierKey(Vkey.parse(vkey, ED25519));
  }

  /** The name that its signatures bear. */
  @Override
  public KeyName name() {
    return key.name();
  }

  @Override
  public List<VerifierKey> keys() {
    return List.of(this);
  }

  /** A copy of the 32 bytes of the RFC 8032 encoding. */
  public byte[] publicKey() {
    return key.publicKey();
  }

  /** Whether this line claims to be a signature by this key. */
  boolean isNamedBy(SignatureLine line) {
    return key.isNamedBy(line);
  }

  boolean verifies(byte[] message, SignatureLine line, NoteVerifier verifier) {
    byte[] signature = line.signature();
    // Checked here because some implementations accept a signature with bytes to spare.
    return signature.length == SIGNATURE_LENGTH && verifier.verify(publicKey(), message, signature);
  }

  SignatureLine sign(byte[] message, NoteSigner signer) {
    byte[] signature = signer.sign(message);
    if (signature.length != SIGNATURE_LENGTH) {
      throw new NoteException("the signer made %d bytes, not 64".formatted(signature.length));
    }
    return key.line(signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** {@code name+hex(key id)+base64(0x01 ‖ public key)}. */
  @Override
  public String toString() {
    return key.toString();
  }
}
