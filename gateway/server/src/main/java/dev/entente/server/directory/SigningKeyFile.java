package dev.entente.server.directory;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The public key of somebody who signs bundles: a PEM file with {@code PUBLIC KEY} (RFC 7468), as
 * {@code openssl} writes and OPA reads it, or a JWK.
 */
final class SigningKeyFile {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
  private static final String NO_KEY =
      "a public RSA or EC key is expected in it: PEM (`openssl pkey -in KEY.pem -pubout`) or a JWK";

  private SigningKeyFile() {}

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException if it is none; the message says what is expected
   */
  static JWK read(String text) {
    Matcher pem = PEM.matcher(text);
    if (pem.matches()) {
      return spki(Base64.getMimeDecoder().decode(pem.group(1)));
    }
    try {
      return JWK.parse(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException(NO_KEY);
    }
  }

  private static JWK spki(byte[] encoded) {
    for (String kind : List.of("RSA", "EC")) {
      @Nullable JWK key = spki(kind, encoded);
      if (key != null) {
        return key;
      }
    }
    throw new IllegalArgumentException(NO_KEY);
  }

  private static @Nullable JWK spki(String kind, byte[] encoded) {
    try {
      return switch (KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(encoded))) {
        case RSAPublicKey key -> new RSAKey.Builder(key).build();
        case ECPublicKey key ->
            new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key).build();
        default -> null;
      };
    } catch (GeneralSecurityException e) {
      return null; // it may be of another kind
    }
  }
}
