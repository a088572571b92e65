package dev.entente.signature;

/** The signature algorithms of the protocol. A key has one; a message never chooses. */
public enum Algorithm {
  /** RFC 9421 section 3.3.6. */
  ED25519("ed25519"),
  /** RFC 9421 section 3.3.4; the signature is r and s, 32 bytes each. */
  ECDSA_P256_SHA256("ecdsa-p256-sha256");

  /** How many bytes a signature has, with either algorithm. */
  public static final int SIGNATURE_LENGTH = 64;

  private final String text;

  Algorithm(String text) {
    this.text = text;
  }

  /** The name that a JWS has for it (RFC 8037 section 3.1, RFC 7518 section 3.4). */
  public String jws() {
    return switch (this) {
      case ED25519 -> "EdDSA";
      case ECDSA_P256_SHA256 -> "ES256";
    };
  }

  /** The name in RFC 9421's registry, as the {@code alg} parameter gives it. */
  @Override
  public String toString() {
    return text;
  }
}
