package dev.entente.server.receipt;

import com.nimbusds.jose.JWSObject;
import dev.entente.agreement.AgreementId;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.ledger.Receipts;
import dev.entente.signature.Ed25519JwsVerifier;
import dev.entente.signature.Jwks;
import dev.entente.signature.KeyId;
import dev.entente.signature.Sha256;
import dev.entente.signature.VerifyingKey;
import java.math.BigDecimal;
import java.text.ParseException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt says, once its signature has verified.
 *
 * @param issuer the gateway
 * @param log the origin of the log that has the entry
 * @param leaf the entry's leaf hash (RFC 6962)
 * @param request the hash of the request's signature base
 * @param records the hash of the records' canonical JSON
 */
record Receipt(
    KeyId key,
    String issuer,
    Instant issued,
    AgreementId agreement,
    String log,
    long index,
    Sha256 leaf,
    Sha256 request,
    Sha256 records,
    String stage,
    About about) {

  /** What it is for. */
  sealed interface About {
    /** Something that was released. */
    record Released(BigDecimal value, String policy) implements About {}

    /** Something that was taken in. */
    record Taken(BigDecimal credit) implements About {}
  }

  static Receipt verified(String compact, Jwks keys) throws Unproved {
    try {
      JWSObject jws = JWSObject.parse(compact);
      if (!Receipts.TYPE.equals(jws.getHeader().getType())) {
        throw new Unproved("its `typ` is not " + Receipts.TYPE + ", so it is no receipt");
      }
      VerifyingKey key = key(jws, keys);
      if (!new Ed25519JwsVerifier(key)
          .verify(jws.getHeader(), jws.getSigningInput(), jws.getSignature())) {
        throw new Unproved("its signature does not verify with the key " + key.id());
      }
      return read(key.id(), Doc.of(Json.read(jws.getPayload().toBytes())));
    } catch (ParseException e) {
      throw new Unproved("it is no compact JWS: " + e.getMessage());
    } catch (Malformed e) {
      throw new Unproved("its claim " + e.pointer() + ": " + e.reason());
    }
  }

  private static VerifyingKey key(JWSObject jws, Jwks keys) throws Unproved {
    String kid = jws.getHeader().getKeyID();
    try {
      @Nullable VerifyingKey key = kid == null ? null : keys.find(KeyId.parse(kid));
      if (key != null) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Not a thumbprint, so none of the set's.
    }
    throw new Unproved("its `kid` " + kid + " is not in the key set");
  }

  private static Receipt read(KeyId key, Doc claims) {
    return new Receipt(
        key,
        claims.at("iss").text(),
        Instant.ofEpochSecond(claims.at("iat").number().longValueExact()),
        claims.at("agreement").as(AgreementId::new),
        claims.at("log").text(),
        claims.at("index").number().longValueExact(),
        claims.at("leaf").as(Sha256::parse),
        claims.at("request").as(Sha256::parse),
        claims.at("records").as(Sha256::parse),
        claims.at("stage").text(),
        about(claims));
  }

  private static About about(Doc claims) {
    return claims.find("credit").isPresent()
        ? new About.Taken(claims.at("credit").number())
        : new About.Released(claims.at("value").number(), claims.at("policy").text());
  }
}
