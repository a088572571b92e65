package dev.entente.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * What a JWK must be to stand for a key here: exactly one spelling, so that its thumbprint names
 * it, and a point that cannot be used to play tricks.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record PublicJwk(Algorithm algorithm, KeyId id, byte[] spki) {
  /** What is told of a JWK that cannot be read. */
  static final String NO_JWK =
      "not a JSON Web Key (RFC 7517), or not on the P-256 curve; one is like"
          + " {\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"…\"}";

  private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] P256_SPKI =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
  private static final int COORDINATE = 32;

  /**
   * Checks a JWK; of a private one, the public part.
   *
   * @throws IllegalArgumentException if it is another kind of key, or not a sound one
   */
  static PublicJwk of(JWK jwk) {
    return switch (jwk) {
      case OctetKeyPair key when key.getCurve().equals(Curve.Ed25519) -> {
        restrictions(jwk, "EdDSA", "Ed25519");
        byte[] x = coordinate("x", key.getX());
        if (!Ed25519.validatePublicKeyFull(x, 0)) {
          throw new IllegalArgumentException(
              "x is not a sound Ed25519 public key: it must be the canonical encoding of a point"
                  + " of the prime-order subgroup; make a new key with entente keygen");
        }
        yield new PublicJwk(Algorithm.ED25519, thumbprint(jwk), joined(ED25519_SPKI, x));
      }
      case ECKey key when key.getCurve().equals(Curve.P_256) -> {
        restrictions(jwk, "ES256");
        byte[] x = coordinate("x", key.getX());
        byte[] y = coordinate("y", key.getY());
        yield new PublicJwk(Algorithm.ECDSA_P256_SHA256, thumbprint(jwk), joined(P256_SPKI, x, y));
      }
      case OctetKeyPair key -> throw unsupported(key.getCurve().getName());
      case ECKey key -> throw unsupported(key.getCurve().getName());
      default -> throw unsupported(jwk.getKeyType().getValue());
    };
  }

  static JWK parse(String json) {
    try {
      return JWK.parse(json);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(NO_JWK);
    }
  }

  private static void restrictions(JWK jwk, String... algorithms) {
    if (jwk.getAlgorithm() != null && !List.of(algorithms).contains(jwk.getAlgorithm().getName())) {
      throw new IllegalArgumentException(
          "alg is "
              + jwk.getAlgorithm()
              + ", but such a key signs with "
              + algorithms[0]
              + "; correct it or leave it out");
    }
    if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
      throw new IllegalArgumentException(
          "use is " + jwk.getKeyUse() + ", but the key is to sign; say sig or leave it out");
    }
    if (jwk.getKeyOperations() != null
        && !jwk.getKeyOperations().contains(KeyOperation.VERIFY)
        && !jwk.getKeyOperations().contains(KeyOperation.SIGN)) {
      throw new IllegalArgumentException("key_ops must hold verify or sign, or be left out");
    }
    if (jwk.getExpirationTime() != null || jwk.getNotBeforeTime() != null) {
      throw new IllegalArgumentException(
          "exp and nbf are not kept for keys; leave them out and revoke the key when its time is"
              + " over");
    }
  }

  /** The 32 bytes of a coordinate or private part. */
  static byte[] coordinate(String name, Base64URL text) {
    byte[] bytes = text.decode();
    if (bytes.length != COORDINATE || !Base64URL.encode(bytes).equals(text)) {
      throw new IllegalArgumentException(
          name + " must be 32 bytes in base64url without padding, which is 43 characters");
    }
    return bytes;
  }

  private static KeyId thumbprint(JWK jwk) {
    try {
      return KeyId.parse(jwk.computeThumbprint().toString());
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static IllegalArgumentException unsupported(String kind) {
    return new IllegalArgumentException(
        "keys are Ed25519 (kty OKP, crv Ed25519) or P-256 (kty EC, crv P-256), this is " + kind);
  }

  static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
