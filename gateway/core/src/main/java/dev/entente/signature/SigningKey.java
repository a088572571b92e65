package dev.entente.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** A private key that signs: Ed25519 or P-256. Immutable and thread-safe; never printed. */
public final class SigningKey {
  private static final byte[] ED25519_PKCS8 =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final JWK jwk;
  private final VerifyingKey publicKey;
  private final Engine.Sign sign;

  private SigningKey(JWK jwk, VerifyingKey publicKey, Engine.Sign sign) {
    this.jwk = jwk;
    this.publicKey = publicKey;
    this.sign = sign;
  }

  /** A new Ed25519 key. */
  public static SigningKey generate() {
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    byte[] x = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePrivateKey(RANDOM, seed);
    Ed25519.generatePublicKey(seed, 0, x, 0);
    return of(
        new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
            .d(Base64URL.encode(seed))
            .build());
  }

  /**
   * Reads a private JWK.
   *
   * @throws IllegalArgumentException if it is public only, of another kind, or if its private and
   *     public parts do not belong together
   */
  public static SigningKey parse(String json) {
    return of(PublicJwk.parse(json));
  }

  /** The same, for a JWK that was parsed before. */
  public static SigningKey of(JWK jwk) {
    return of(jwk, Crypto.engine());
  }

  static SigningKey of(JWK jwk, Engine engine) {
    if (!jwk.isPrivate()) {
      throw new IllegalArgumentException(
          "this is a public key; to sign, a private one is needed, with its member d");
    }
    @Nullable JWK publicPart = jwk.toPublicJWK();
    if (publicPart == null) {
      throw new IllegalArgumentException(
          "this is a shared secret; to sign, a private key is needed: Ed25519 or P-256");
    }
    var publicKey = VerifyingKey.ofPublicPart(publicPart, engine);
    try {
      var sign = engine.sign(publicKey.algorithm(), pkcs8(jwk));
      return new SigningKey(jwk, publicKey, sign);
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalArgumentException("the key " + publicKey.id() + " cannot sign", e);
    }
  }

  /** The private part, once it is known to belong to the public one. */
  private static byte[] pkcs8(JWK jwk) throws JOSEException {
    return switch (jwk) {
      case OctetKeyPair key -> {
        byte[] seed = PublicJwk.coordinate("d", key.getD());
        byte[] x = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, x, 0);
        mustMatch(Arrays.equals(x, key.getX().decode()));
        yield PublicJwk.joined(ED25519_PKCS8, seed);
      }
      case ECKey key -> {
        var d = new BigInteger(1, PublicJwk.coordinate("d", key.getD()));
        var curve = CustomNamedCurves.getByName("P-256");
        boolean inRange = d.signum() > 0 && d.compareTo(curve.getN()) < 0;
        mustMatch(inRange);
        var point = curve.getG().multiply(d).normalize();
        mustMatch(
            Arrays.equals(point.getAffineXCoord().getEncoded(), key.getX().decode())
                && Arrays.equals(point.getAffineYCoord().getEncoded(), key.getY().decode()));
        yield key.toECPrivateKey().getEncoded();
      }
      default -> throw new IllegalStateException("checked before: " + jwk.getKeyType());
    };
  }

  private static void mustMatch(boolean matches) {
    if (!matches) {
      throw new IllegalArgumentException(
          "d is not the private part of this public key; take the file that keygen wrote,"
              + " unchanged");
    }
  }

  public KeyId id() {
    return publicKey.id();
  }

  public Algorithm algorithm() {
    return publicKey.algorithm();
  }

  public VerifyingKey publicKey() {
    return publicKey;
  }

  /** The 64 bytes of this key's signature of the message. */
  public byte[] sign(byte[] message) {
    return sign.sign(message);
  }

  /** The private JWK, for the one file that holds it. */
  public Map<String, Object> toPrivateJwk() {
    var members = new LinkedHashMap<String, Object>(publicKey.toJwk());
    members.put("d", String.valueOf(jwk.toJSONObject().get("d")));
    return members;
  }

  @Override
  public String toString() {
    return "private part of " + publicKey;
  }
}
