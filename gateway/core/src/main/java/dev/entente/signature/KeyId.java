package dev.entente.signature;

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

  @Override
  public String toString() {
    return thumbprint.toString();
  }
}
