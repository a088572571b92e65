package dev.entente.trustledger.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A name, a kind of signature and an Ed25519 public key: what every verifier key is written and
 * hashed from.
 */
final class Vkey {
  static final int PUBLIC_KEY_LENGTH = 32;
  static final int KEY_ID_LENGTH = 4;

  private final KeyName name;
  private final byte kind;
  private final byte[] publicKey;
  private final byte[] id;

  /**
   * Copies the bytes.
   *
   * @param kind C2SP's signature type
   */
  Vkey(KeyName name, byte kind, byte[] publicKey) {
    if (publicKey.length != PUBLIC_KEY_LENGTH) {
      throw new NoteException("an Ed25519 public key has 32 bytes, not " + publicKey.length);
    }
    this.name = name;
    this.kind = kind;
    this.publicKey = publicKey.clone();
    this.id = Arrays.copyOf(sha256(), KEY_ID_LENGTH);
  }

  /** Reads what {@link #toString()} writes of a key of this kind. */
  static Vkey parse(String vkey, byte kind) {
    // The base64 part may contain a + too.
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new NoteException("a verifier key is NAME+ID+KEY, three parts joined by +");
    }
    byte[] typed = Canonical.base64(parts[2]);
    if (typed.length != 1 + PUBLIC_KEY_LENGTH || typed[0] != kind) {
      throw new NoteException(
          "a verifier key's last part is here the base64 of 0x%02x and a 32-byte Ed25519 public key"
              .formatted(kind));
    }
    Vkey key = new Vkey(new KeyName(parts[0]), kind, Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.toString().equals(vkey)) {
      throw new NoteException(
          "a verifier key's second part is its id in lower-case hex; for this name and key it is "
              + HexFormat.of().formatHex(key.id));
    }
    return key;
  }

  KeyName name() {
    return name;
  }

  byte[] publicKey() {
    return publicKey.clone();
  }

  /** Whether this line claims to be a signature by this key. */
  boolean isNamedBy(SignatureLine line) {
    return line.hasKey(name, id);
  }

  SignatureLine line(byte[] signature) {
    return SignatureLine.of(name, id, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vkey key
        && kind == key.kind
        && name.equals(key.name)
        && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(publicKey);
  }

  @Override
  public String toString() {
    byte[] typed = new byte[1 + PUBLIC_KEY_LENGTH];
    typed[0] = kind;
    System.arraycopy(publicKey, 0, typed, 1, PUBLIC_KEY_LENGTH);
    return name + "+" + HexFormat.of().formatHex(id) + "+" + Canonical.base64(typed);
  }

  private byte[] sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Canonical.utf8(name.value()));
      digest.update((byte) '\n');
      digest.update(kind);
      return digest.digest(publicKey);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
