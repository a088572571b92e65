package dev.entente.server.joint;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.entente.agreement.AgreementId;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Passages as browsers keep them, so that nothing is kept here of whoever never comes back: an
 * encrypted JWT (RFC 7516, {@code dir} with AES-256-GCM), good for ten minutes, that whoever has it
 * can neither read nor make. Thread-safe.
 */
final class Passages {
  static final Duration LIFE = Duration.ofMinutes(10);
  private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);

  // Each begins so: another header is never looked into, nor a key that comes along.
  private static final String BEGINNING = HEADER.toBase64URL() + "..";

  private final SecretKey key;
  private final InstantSource clock;

  /**
   * @param key of 32 bytes; gateways that share it open each other's
   */
  Passages(SecretKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /** What the browser keeps. */
  String seal(Passage passage) {
    var claims =
        new JWTClaimsSet.Builder()
            .audience(passage.agreement().value())
            .claim("state", passage.state().getValue())
            .claim("nonce", passage.nonce().getValue())
            .claim("verifier", passage.verifier().getValue())
            .expirationTime(Date.from(clock.instant().plus(LIFE)))
            .build();
    try {
      var jwt = new EncryptedJWT(HEADER, claims);
      jwt.encrypt(new DirectEncrypter(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK has AES-256-GCM", e);
    }
  }

  /** What was sealed, if it is of this agreement and not too old. */
  Optional<Passage> open(String kept, AgreementId agreement) {
    if (!kept.startsWith(BEGINNING)) {
      return Optional.empty();
    }
    try {
      EncryptedJWT jwt = EncryptedJWT.parse(kept);
      jwt.decrypt(new DirectDecrypter(key));
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      boolean holds =
          claims.getAudience().contains(agreement.value())
              && clock.instant().isBefore(claims.getExpirationTime().toInstant());
      return holds
          ? Optional.of(
              new Passage(
                  agreement,
                  new State(claims.getStringClaim("state")),
                  new Nonce(claims.getStringClaim("nonce")),
                  new CodeVerifier(claims.getStringClaim("verifier"))))
          : Optional.empty();
    } catch (ParseException | JOSEException | IllegalStateException e) {
      return Optional.empty();
    }
  }
}
