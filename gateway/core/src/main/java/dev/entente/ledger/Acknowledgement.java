package dev.entente.ledger;

import dev.entente.json.Malformed;
import dev.entente.signature.KeyId;
import dev.entente.signature.Keys;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;

/**
 * A receipt that both sides signed: a nested JWT (RFC 7519 section 5.2), the partner's JWS over the
 * exact text of the gateway's. It stands alone, offline.
 *
 * @param compact the exact text
 * @param key the partner's, that signed it
 * @param receipt what the gateway had signed
 */
public record Acknowledgement(String compact, KeyId key, IssuedReceipt receipt) {
  /** The header's {@code typ}. */
  public static final String TYPE = "entente-acknowledgement+jwt";

  /** The longest that is taken, in characters. */
  public static final int LONGEST = 8_000;

  /** The header's {@code cty}: what is signed is a JWT itself. */
  private static final String CONTENT = "JWT";

  /** Signs a receipt, which is not looked at. */
  public static String sign(String receipt, SigningKey key) {
    return Nested.sign(TYPE, receipt, key);
  }

  /** Whether the text says that it is one. */
  public static boolean isOne(String compact) {
    try {
      return CompactJws.parse(compact).is(TYPE);
    } catch (Malformed e) {
      return false;
    }
  }

  /**
   * The receipt inside, whoever signed what is around it.
   *
   * @throws Malformed if it is no acknowledgement
   */
  public static String receipt(String compact) {
    return receipt(read(compact));
  }

  /**
   * Reads an acknowledgement and verifies both signatures, the partner's first.
   *
   * @throws Malformed if it is none, or another key made one of them; the message says what to do
   */
  public static Acknowledgement verified(String compact, Keys partner, Keys gateway) {
    CompactJws jws = read(compact);
    KeyId key = jws.verified(partner).id();
    try {
      return new Acknowledgement(compact, key, IssuedReceipt.verified(receipt(jws), gateway));
    } catch (Malformed e) {
      throw new Malformed("", "the receipt inside: " + e.reason());
    }
  }

  private static CompactJws read(String compact) {
    if (compact.length() > LONGEST) {
      throw new Malformed("", "an acknowledgement has at most " + LONGEST + " characters");
    }
    CompactJws jws = CompactJws.parse(compact);
    if (!jws.is(TYPE)) {
      throw new Malformed(
          "", "its `typ` is not " + TYPE + "; sign the receipt, with that `typ` in the header");
    }
    if (!jws.header().at("cty").text().equalsIgnoreCase(CONTENT)) {
      throw new Malformed(
          "", "its `cty` is not " + CONTENT + "; the payload is the receipt itself");
    }
    return jws;
  }

  private static String receipt(CompactJws jws) {
    return new String(jws.payload(), StandardCharsets.US_ASCII);
  }
}
