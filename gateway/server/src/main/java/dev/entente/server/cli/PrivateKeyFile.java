package dev.entente.server.cli;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key by which somebody signs bundles: PEM with {@code PRIVATE KEY} (RFC 7468), or a JWK. */
final class PrivateKeyFile {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final String EXPECTED =
      "a private RSA or EC key is expected in it: PEM (`openssl genpkey -algorithm EC -pkeyopt"
          + " ec_paramgen_curve:P-256`) or a JWK";

  private PrivateKeyFile() {}

  static PrivateKey read(Path file) throws NotDone {
    String text = KeyFiles.text(file);
    if (text.contains("-----BEGIN EC PRIVATE KEY") || text.contains("-----BEGIN RSA PRIVATE KEY")) {
      throw new NotDone(
          "%s: written in an older form; `openssl pkcs8 -topk8 -nocrypt -in %s` writes the one that is read"
              .formatted(file, file));
    }
    Matcher pem = PEM.matcher(text);
    @Nullable PrivateKey key =
        pem.find() ? pkcs8(Base64.getMimeDecoder().decode(pem.group(1))) : jwk(text);
    if (key == null) {
      throw new NotDone(file + ": " + EXPECTED);
    }
    return key;
  }

  private static @Nullable PrivateKey jwk(String text) {
    try {
      return JWK.parse(text) instanceof AsymmetricJWK key ? key.toPrivateKey() : null;
    } catch (ParseException | JOSEException e) {
      return null;
    }
  }

  private static @Nullable PrivateKey pkcs8(byte[] encoded) {
    for (String kind : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        // It may be of another kind.
      }
    }
    return null;
  }
}
