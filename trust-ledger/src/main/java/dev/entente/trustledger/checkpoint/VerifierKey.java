package dev.entente.trustledger.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** An Ed25519 public key with its name: what C2SP signed-note calls a verifier key, or vkey. */
public final class VerifierKey {
  /** Bytes in an Ed25519 public key. */
  public static final int PUBLIC_KEY_LENGTH = 32;

  static final int KEY_ID_LENGTH = 4;

  private static final int SIGNATURE_LENGTH = 64;
  private static final byte ED25519 = 1;

  private final KeyName name;
  private final byte[] publicKey;
  private final byte[] id;

  private VerifierKey(KeyName name, byte[] publicKey) {
    this.name = name;
    this.publicKey = publicKey;
    this.id = Arrays.copyOf(sha256(name, publicKey), KEY_ID_LENGTH);
  }

  /**
   * The key of this name. The bytes are not checked to be a point of the curve: a key that is none
   * verifies nothing.
   *
   * @param publicKey the RFC 8032 encoding, copied
   * @throws NoteException unless it has 32 bytes
   */
  public static VerifierKey of(KeyName name, byte[] publicKey) {
    if (publicKey.length != PUBLIC_KEY_LENGTH) {
      throw new NoteException("an Ed25519 public key has 32 bytes, not " + publicKey.length);
    }
    return new VerifierKey(name, publicKey.clone());
  }

  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws NoteException if the text is anything else, or the key id is not that of name and key
   */
  public static VerifierKey parse(String vkey) {
    // The base64 part may contain a + too.
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new NoteException("a verifier key is NAME+ID+KEY, three parts joined by +");
    }
    byte[] typed = Canonical.base64(parts[2]);
    if (typed.length != 1 + PUBLIC_KEY_LENGTH || typed[0] != ED25519) {
      throw new NoteException(
          "a verifier key's last part is the base64 of 0x01 and a 32-byte Ed25519 public key");
    }
    VerifierKey key =
        new VerifierKey(new KeyName(parts[0]), Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.toString().equals(vkey)) {
      throw new NoteException(
          "a verifier key's second part is its id in lower-case hex; for this name and key it is "
              + HexFormat.of().formatHex(key.id));
    }
    return key;
  }

  /** The name that its signatures bear. */
  public KeyName name() {
    return name;
  }

  /** A copy of the 32 bytes of the RFC 8032 encoding. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** Whether this line claims to be a signature by this key. */
  boolean isNamedBy(SignatureLine line) {
    return line.hasKey(name, id);
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
    return SignatureLine.of(name, id, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey key
        && name.equals(key.name)
        && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(publicKey);
  }

  /** {@code name+hex(key id)+base64(0x01 ‖ public key)}. */
  @Override
  public String toString() {
    byte[] typed = new byte[1 + PUBLIC_KEY_LENGTH];
    typed[0] = ED25519;
    System.arraycopy(publicKey, 0, typed, 1, PUBLIC_KEY_LENGTH);
    return name + "+" + HexFormat.of().formatHex(id) + "+" + Canonical.base64(typed);
  }

  private static byte[] sha256(KeyName name, byte[] publicKey) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Canonical.utf8(name.value()));
      digest.update((byte) '\n');
      digest.update(ED25519);
      return digest.digest(publicKey);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
