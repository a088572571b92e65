package dev.entente.operator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import dev.entente.catalog.Names;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.Ed25519JwsSigner;
import dev.entente.signature.Ed25519JwsVerifier;
import dev.entente.signature.KeyId;
import dev.entente.signature.Nonce;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A command as one of our people signed it: a compact JWS (RFC 7515) with {@code alg} {@code EdDSA}
 * and {@code typ} {@code entente-operator+jwt}. It goes into the ledger as it is, so that anyone
 * can verify it later. Reading it proves nothing; {@link #isSignedBy} does.
 *
 * @param compact the exact text
 * @param operator who says so ({@code iss})
 * @param gateway for whom it is ({@code aud})
 * @param key the thumbprint of the key it names ({@code kid})
 * @param because why, in the operator's words
 * @param nonce {@code jti}: 16 to 64 random bytes in base64url, spent when it is taken
 */
public record OperatorDocument(
    String compact,
    String operator,
    String gateway,
    KeyId key,
    Command command,
    String because,
    Instant issued,
    Instant expires,
    String nonce) {
  /** The longest document that is taken, in characters. */
  public static final int LONGEST = 16_000;

  /** How long after it was issued a document may be good for. */
  public static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

  /** By how much clocks may differ. */
  public static final Duration SKEW = Duration.ofSeconds(30);

  private static final JOSEObjectType TYPE = new JOSEObjectType("entente-operator+jwt");
  private static final int LONGEST_REASON = 1_000;
  private static final int NONCE_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  public OperatorDocument {
    operator = Names.name("operator", operator);
    if (because.isBlank() || because.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "say why, in 1 to " + LONGEST_REASON + " characters: it stands in the ledger for good");
    }
    if (!expires.isAfter(issued) || expires.isAfter(issued.plus(LONGEST_LIFE))) {
      throw new IllegalArgumentException(
          "a document is good for at most " + LONGEST_LIFE.toSeconds() + " s");
    }
  }

  /** Signs a command, good for five minutes from now. */
  public static OperatorDocument sign(
      String gateway,
      String operator,
      SigningKey key,
      Command command,
      String because,
      Instant now) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", operator);
    claims.put("aud", gateway);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LONGEST_LIFE).getEpochSecond());
    claims.put("jti", Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
    claims.put("because", because);
    claims.putAll(CommandJson.write(command));
    var header =
        new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(key.id().toString()).type(TYPE).build();
    var jws = new JWSObject(header, new Payload(Json.write(claims)));
    try {
      jws.sign(new Ed25519JwsSigner(key));
    } catch (JOSEException e) {
      throw new IllegalArgumentException("this key does not sign: " + e.getMessage(), e);
    }
    return parse(jws.serialize());
  }

  /**
   * Reads a document. Whether its signature holds is another question.
   *
   * @throws Malformed if it is none; the message says what would be right
   */
  public static OperatorDocument parse(String compact) {
    if (compact.length() > LONGEST) {
      throw new Malformed("", "a document has at most " + LONGEST + " characters");
    }
    try {
      JWSObject jws = JWSObject.parse(compact);
      if (!TYPE.equals(jws.getHeader().getType()) || !jws.serialize().equals(compact)) {
        throw new Malformed("", "not a compact JWS of type " + TYPE);
      }
      @Nullable String kid = jws.getHeader().getKeyID();
      Doc claims = Doc.of(Json.read(jws.getPayload().toBytes()));
      return new OperatorDocument(
          compact,
          claims.at("iss").text(),
          claims.at("aud").text(),
          KeyId.parse(kid == null ? "" : kid),
          CommandJson.read(claims),
          claims.at("because").text(),
          seconds(claims.at("iat")),
          seconds(claims.at("exp")),
          claims.at("jti").text());
    } catch (ParseException e) {
      throw new Malformed("", "not a compact JWS of type " + TYPE);
    } catch (IllegalArgumentException e) {
      throw new Malformed("", "not an operator's document: " + e.getMessage());
    }
  }

  private static Instant seconds(Doc doc) {
    return Instant.ofEpochSecond(doc.count());
  }

  /** Whether this key made its signature. */
  public boolean isSignedBy(VerifyingKey signer) {
    try {
      return signer.id().equals(key)
          && JWSObject.parse(compact).verify(new Ed25519JwsVerifier(signer));
    } catch (ParseException | JOSEException | IllegalStateException e) {
      return false;
    }
  }

  /** Whether it is good at that instant. */
  public boolean isFresh(Instant now) {
    return !issued.isAfter(now.plus(SKEW)) && !expires.isBefore(now.minus(SKEW));
  }

  /**
   * The nonce to spend, remembered for as long as the document could be taken.
   *
   * @throws IllegalArgumentException if it has not 16 to 64 bytes
   */
  public Nonce spends() {
    return new Nonce(key, Base64.getUrlDecoder().decode(nonce), expires.plus(SKEW));
  }
}
