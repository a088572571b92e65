package dev.entente.operator;

import com.nimbusds.jose.JWSObject;
import dev.entente.catalog.Names;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.KeyId;
import dev.entente.signature.Nonce;
import dev.entente.signature.SigningKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A command as one of our people signed it: a compact JWS (RFC 7515) with {@code typ} {@code
 * entente-operator+jwt}, signed with a key of its own, with a passkey, or by the ID token of its
 * provider. It goes into the ledger as it is, so that anyone can verify it later. Reading it proves
 * nothing; {@link Signatories#haveSigned} does.
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

  private static final int LONGEST_REASON = 1_000;

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

  /** Signs a command with a key of the operator's own, good for five minutes from now. */
  public static OperatorDocument sign(
      String gateway,
      String operator,
      SigningKey key,
      Command command,
      String because,
      Instant now) {
    return UnsignedOrder.of(gateway, operator, command, because, now).sign(key);
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
      if (!UnsignedOrder.TYPE.equals(jws.getHeader().getType())
          || !jws.serialize().equals(compact)) {
        throw new Malformed("", "not a compact JWS of type " + UnsignedOrder.TYPE);
      }
      @Nullable String kid = jws.getHeader().getKeyID();
      OrderSignature.of(jws);
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
      throw new Malformed("", "not a compact JWS of type " + UnsignedOrder.TYPE);
    } catch (IllegalArgumentException e) {
      throw new Malformed("", "not an operator's document: " + e.getMessage());
    }
  }

  private static Instant seconds(Doc doc) {
    return Instant.ofEpochSecond(doc.count());
  }

  /** How it is signed. */
  OrderSignature signature() {
    try {
      return OrderSignature.of(JWSObject.parse(compact));
    } catch (ParseException e) {
      throw new IllegalStateException("a document that was read is none", e);
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
