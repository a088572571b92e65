package dev.entente.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The Content-Digest of a message (RFC 9530 section 2): what its sender says of the body's bytes.
 * SHA-256 and SHA-512 are known; where both are named, both must be right.
 */
final class ContentDigest {
  private static final String SHA_256 = "sha-256";
  private static final String SHA_512 = "sha-512";

  private final byte @Nullable [] sha256;
  private final byte @Nullable [] sha512;

  private ContentDigest(byte @Nullable [] sha256, byte @Nullable [] sha512) {
    this.sha256 = sha256;
    this.sha512 = sha512;
  }

  /** The field's value for a body. */
  static String of(byte[] body) {
    byte[] hash = Sha256.digest().digest(body);
    return SHA_256 + "=:" + Base64.getEncoder().encodeToString(hash) + ":";
  }

  static ContentDigest parse(String combined) throws Malformed {
    var members = DictionaryField.parse("Content-Digest", combined);
    return new ContentDigest(members.bytes(SHA_256), members.bytes(SHA_512));
  }

  /** Why the body is not the one that was meant; null if it is. */
  @Nullable String mismatch(byte[] body) {
    if (sha256 == null && sha512 == null) {
      return "Content-Digest names no algorithm that is known; use sha-256 or sha-512";
    }
    if (sha256 != null && !MessageDigest.isEqual(sha256, Sha256.digest().digest(body))) {
      return "the body is not the one that Content-Digest was made of: sha-256 differs";
    }
    if (sha512 != null && !MessageDigest.isEqual(sha512, sha512(body))) {
      return "the body is not the one that Content-Digest was made of: sha-512 differs";
    }
    return null;
  }

  private static byte[] sha512(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform has no SHA-512", e);
    }
  }
}
