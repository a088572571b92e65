package dev.entente.operator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.Algorithm;
import dev.entente.signature.Ed25519JwsVerifier;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import dev.entente.signature.VerifyingKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a document is signed: over its text, as any JWS, or over something else that has the hash of
 * its text in it, which its header then carries under a name that is critical (RFC 7515 section
 * 4.1.11).
 */
sealed interface OrderSignature {

  /** Whether this is that person's signature of that document. */
  boolean isBy(Credential credential, Signatories known, OperatorDocument document);

  /**
   * Reads how it is signed.
   *
   * @throws IllegalArgumentException if it is signed in no way that is known
   */
  static OrderSignature of(JWSObject jws) {
    JWSHeader header = jws.getHeader();
    @Nullable Set<String> critical = header.getCriticalParams();
    if (critical == null || critical.isEmpty()) {
      return new Plain(jws);
    }
    if (critical.equals(Set.of(Assertion.NAME))
        && header.getCustomParam(Assertion.NAME) instanceof Map<?, ?> value
        && value.size() == 2) {
      return new Assertion(
          header.getAlgorithm(),
          bytes(value.get(Assertion.AUTHENTICATOR_DATA)),
          bytes(value.get(Assertion.CLIENT_DATA)),
          bytes(jws.getSignature().toString()),
          Sha256.hash(jws.getPayload().toBytes()));
    }
    if (critical.equals(Set.of(IdToken.NAME))
        && header.getCustomParam(IdToken.NAME) instanceof String signed) {
      return IdToken.of(signed, jws);
    }
    throw new IllegalArgumentException("signed in a way that is not known here");
  }

  private static byte[] bytes(@Nullable Object text) {
    if (!(text instanceof String value)) {
      throw new IllegalArgumentException("base64url is expected in the header");
    }
    byte[] bytes = new Base64URL(value).decode();
    if (!Base64URL.encode(bytes).toString().equals(value)) {
      throw new IllegalArgumentException("not canonical base64url in the header");
    }
    return bytes;
  }

  /** A JWS with a key of the operator's own. */
  record Plain(JWSObject jws) implements OrderSignature {
    @Override
    public boolean isBy(Credential credential, Signatories known, OperatorDocument document) {
      return credential instanceof Credential.Own(JWK key) && isBy(VerifyingKey.of(key), document);
    }

    private boolean isBy(VerifyingKey signer, OperatorDocument document) {
      try {
        return signer.id().equals(document.key()) && jws.verify(new Ed25519JwsVerifier(signer));
      } catch (JOSEException | IllegalStateException e) {
        return false;
      }
    }
  }

  /**
   * A passkey's assertion (Web Authentication Level 3, section 7.2), its user present and verified.
   *
   * @param text the hash of the document's text, which has to be the challenge
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Assertion(
      JWSAlgorithm algorithm,
      byte[] authenticatorData,
      byte[] clientData,
      byte[] signature,
      Sha256 text)
      implements OrderSignature {
    static final String NAME = "webauthn";
    static final String AUTHENTICATOR_DATA = "authenticator-data";
    static final String CLIENT_DATA = "client-data";

    // Section 6.1: the hash of the relying party, a byte of flags, four of a counter.
    private static final int SHORTEST = Sha256.LENGTH + 5;
    private static final int PRESENT_AND_VERIFIED = 0b101;

    static JWSAlgorithm algorithm(JWK key) {
      return VerifyingKey.of(key).algorithm() == Algorithm.ED25519
          ? JWSAlgorithm.EdDSA
          : JWSAlgorithm.ES256;
    }

    @Override
    public boolean isBy(Credential credential, Signatories known, OperatorDocument document) {
      return credential instanceof Credential.Passkey(JWK key, var relyingParty)
          && KeyId.of(key).equals(document.key())
          && algorithm.equals(algorithm(key))
          && isFor(relyingParty)
          && isOfText(relyingParty)
          && verifies(VerifyingKey.of(key));
    }

    private boolean isFor(String relyingParty) {
      return authenticatorData.length >= SHORTEST
          && (authenticatorData[Sha256.LENGTH] & PRESENT_AND_VERIFIED) == PRESENT_AND_VERIFIED
          && Sha256.ofBytes(Arrays.copyOf(authenticatorData, Sha256.LENGTH))
              .equals(Sha256.hash(relyingParty.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Section 5.8.1: what the browser says it was asked, and by whom. */
    private boolean isOfText(String relyingParty) {
      try {
        Doc said = Doc.of(Json.read(clientData));
        @Nullable String host = URI.create(said.at("origin").text()).getHost();
        return said.at("type").text().equals("webauthn.get")
            && said.at("challenge").text().equals(text.toString())
            && said.find("crossOrigin").map(Doc::bool).orElse(false).equals(false)
            && host != null
            && (host.equals(relyingParty) || host.endsWith("." + relyingParty));
      } catch (Malformed | IllegalArgumentException e) {
        return false;
      }
    }

    private boolean verifies(VerifyingKey key) {
      byte[] hash = Sha256.hash(clientData).bytes();
      byte[] signed = Arrays.copyOf(authenticatorData, authenticatorData.length + hash.length);
      System.arraycopy(hash, 0, signed, authenticatorData.length, hash.length);
      try {
        return key.verify(
            signed,
            key.algorithm() == Algorithm.ED25519
                ? signature
                : ECDSA.transcodeSignatureToConcat(signature, Algorithm.SIGNATURE_LENGTH));
      } catch (JOSEException e) {
        return false;
      }
    }
  }

  /**
   * An ID token (OpenID Connect Core 1.0, section 2) of the operator's provider, made just then;
   * for an approval, after the operator was asked who it is just then.
   *
   * @param text the hash of the document's text, which has to be the nonce
   */
  record IdToken(SignedJWT token, Sha256 text) implements OrderSignature {
    static final String NAME = "id-token";

    private static final Set<JWSAlgorithm> ALGORITHMS =
        Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    static IdToken of(String signed, JWSObject jws) {
      try {
        SignedJWT token = SignedJWT.parse(signed + "." + jws.getSignature());
        if (!token.getHeader().getAlgorithm().equals(jws.getHeader().getAlgorithm())) {
          throw new IllegalArgumentException("`alg` is not that of the ID token");
        }
        return new IdToken(token, Sha256.hash(jws.getPayload().toBytes()));
      } catch (ParseException e) {
        throw new IllegalArgumentException("`" + NAME + "` in the header is no ID token", e);
      }
    }

    @Override
    public boolean isBy(Credential credential, Signatories known, OperatorDocument document) {
      return credential instanceof Credential.Account account
          && isOf(account, document)
          && known.providers().getOrDefault(account.issuer(), List.of()).stream()
              .filter(key -> KeyId.of(key).equals(document.key()))
              .anyMatch(this::isSignedWith);
    }

    private boolean isOf(Credential.Account account, OperatorDocument document) {
      try {
        JWTClaimsSet claims = token.getJWTClaimsSet();
        return account.issuer().equals(claims.getIssuer())
            && account.subject().equals(claims.getSubject())
            && claims.getAudience().equals(List.of(account.client()))
            && text.toString().equals(claims.getStringClaim("nonce"))
            && isWithin(document, claims.getIssueTime())
            && (!(document.command() instanceof Command.Approve)
                || isWithin(document, claims.getDateClaim("auth_time")));
      } catch (ParseException e) {
        return false;
      }
    }

    private static boolean isWithin(OperatorDocument document, @Nullable Date when) {
      Duration skew = OperatorDocument.SKEW;
      if (when == null) {
        return false;
      }
      Instant then = when.toInstant();
      return !then.isBefore(document.issued().minus(skew))
          && !then.isAfter(document.expires().plus(skew));
    }

    private boolean isSignedWith(JWK key) {
      try {
        return ALGORITHMS.contains(token.getHeader().getAlgorithm())
            && key instanceof AsymmetricJWK pair
            && token.verify(
                new DefaultJWSVerifierFactory()
                    .createJWSVerifier(token.getHeader(), pair.toPublicKey()));
      } catch (JOSEException | IllegalStateException e) {
        return false;
      }
    }
  }
}
