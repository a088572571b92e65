package dev.entente.ledger;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.KeyId;
import dev.entente.signature.Keys;
import dev.entente.signature.Sha256;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What a receipt says, once its signature has verified.
 *
 * @param issuer the gateway
 * @param log the origin of the log that has the entry
 * @param leaf the entry's leaf hash (RFC 6962)
 * @param request the hash of the request's signature base
 * @param records the hash of the records' canonical JSON; empty in one that was issued again
 */
public record IssuedReceipt(
    KeyId key,
    String issuer,
    Instant issued,
    AgreementId agreement,
    String log,
    long index,
    Sha256 leaf,
    Sha256 request,
    Optional<Sha256> records,
    String stage,
    About about) {

  /** What it is for. */
  public sealed interface About {
    /** Something that was released. */
    record Released(BigDecimal value, String policy) implements About {}

    /** Something that was taken in. */
    record Taken(BigDecimal credit) implements About {}

    /** Room in the windows that was set aside. */
    record SetAside(BigDecimal reserved) implements About {}
  }

  /**
   * Reads a receipt and verifies it.
   *
   * @param keys the gateway's
   * @throws Malformed if it is none, or none of these keys signed it
   */
  public static IssuedReceipt verified(String compact, Keys keys) {
    CompactJws jws = CompactJws.parse(compact);
    if (!jws.is(Receipts.TYPE.getType())) {
      throw new Malformed("", "its `typ` is not " + Receipts.TYPE + ", so it is no receipt");
    }
    return read(jws.verified(keys).id(), Doc.of(Json.read(jws.payload())));
  }

  private static IssuedReceipt read(KeyId key, Doc claims) {
    return new IssuedReceipt(
        key,
        claims.at("iss").text(),
        Instant.ofEpochSecond(claims.at("iat").count()),
        claims.at("agreement").as(AgreementId::new),
        claims.at("log").text(),
        claims.at("index").count(),
        claims.at("leaf").as(Sha256::parse),
        claims.at("request").as(Sha256::parse),
        claims.find("records").map(records -> records.as(Sha256::parse)),
        claims.at("stage").text(),
        about(claims));
  }

  private static About about(Doc claims) {
    if (claims.find("reserved").isPresent()) {
      return new About.SetAside(claims.at("reserved").number());
    }
    return claims.find("credit").isPresent()
        ? new About.Taken(claims.at("credit").number())
        : new About.Released(claims.at("value").number(), claims.at("policy").text());
  }
}
