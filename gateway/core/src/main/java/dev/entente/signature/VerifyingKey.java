package dev.entente.signature;

import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A public key that verifies signatures, ready for use: Ed25519 or P-256. Immutable and
 * thread-safe. Two are equal if their thumbprints are.
 */
public final class VerifyingKey {
  private final KeyId id;
  private final Algorithm algorithm;
  private final JWK jwk;
  private final Engine.Check check;

  private VerifyingKey(KeyId id, Algorithm algorithm, JWK jwk, Engine.Check check) {
    this.id = id;
    this.algorithm = algorithm;
    this.jwk = jwk;
    this.check = check;
  }

  /**
   * Reads a public JWK. Its {@code kid}, if any, is not looked at: a key's name is its thumbprint.
   *
   * @throws IllegalArgumentException if it is no such key; the message says what would be right
   */
  public static VerifyingKey parse(String json) {
    return of(PublicJwk.parse(json));
  }

  /** The same, for a JWK that was read as part of another document. */
  public static VerifyingKey of(Map<String, Object> members) {
    JWK jwk;
    try {
      jwk = JWK.parse(members);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(PublicJwk.NO_JWK);
    }
    return of(jwk);
  }

  /** The same, for a JWK that was parsed before. */
  public static VerifyingKey of(JWK jwk) {
    return of(jwk, Crypto.engine());
  }

  static VerifyingKey of(JWK jwk, Engine engine) {
    if (jwk instanceof AsymmetricJWK && jwk.isPrivate()) {
      throw new IllegalArgumentException(
          "this is a private key; register its public part, without d, and treat the private one"
              + " as known to others");
    }
    return ofPublicPart(jwk, engine);
  }

  static VerifyingKey ofPublicPart(JWK jwk, Engine engine) {
    var form = PublicJwk.of(jwk);
    try {
      return new VerifyingKey(
          form.id(), form.algorithm(), jwk, engine.check(form.algorithm(), form.spki()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the key " + form.id() + " is not one that can verify signatures", e);
    }
  }

  public KeyId id() {
    return id;
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  /** Whether the 64 bytes are this key's signature of the message. Never throws for bad bytes. */
  public boolean verify(byte[] message, byte[] signature) {
    return signature.length == Algorithm.SIGNATURE_LENGTH
        && !(algorithm == Algorithm.ED25519 && startsWithNeutralElement(signature))
        && check.verify(message, signature);
  }

  /**
   * R as the neutral element satisfies RFC 8032's equation for a signer who wants it to; no honest
   * signer makes it and some implementations refuse it, so none takes it here.
   */
  private static boolean startsWithNeutralElement(byte[] signature) {
    int rest = signature[0] ^ 1;
    for (int i = 1; i < 32; i++) {
      rest |= signature[i];
    }
    return rest == 0;
  }

  /** The public JWK: the key's required members, and {@code kid}, its thumbprint. */
  public Map<String, Object> toJwk() {
    var members = new LinkedHashMap<String, Object>(jwk.getRequiredParams());
    members.put("kid", id.toString());
    return members;
  }

  /** The same, as Nimbus has it. */
  public JWK publicJwk() {
    try {
      return JWK.parse(toJwk());
    } catch (ParseException e) {
      throw new IllegalStateException("a sound key is no JWK: " + this, e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifyingKey that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return algorithm + " key " + id;
  }
}
