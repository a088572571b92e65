package dev.entente.ledger;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.Keys;
import dev.entente.signature.SigningKey;
import java.util.Map;

/**
 * Where an alliance stands at the end of a week, as the gateway signed it: a compact JWS, which can
 * be forwarded and verified offline.
 *
 * @param key that signed it
 */
public record Statement(String key, Doc claims) {
  /** The header's {@code typ}. */
  public static final String TYPE = "entente-statement+jwt";

  private static final int LONGEST = 1 << 20;

  /** Signs what is stated. */
  public static String sign(Map<String, Object> claims, SigningKey key) {
    return CompactJws.sign(CompactJws.header(TYPE, key), Json.write(claims), key);
  }

  /** Whether this is one, by its header; its signature is another question. */
  public static boolean isOne(String compact) {
    try {
      return CompactJws.parse(compact).is(TYPE);
    } catch (Malformed e) {
      return false;
    }
  }

  /**
   * Reads one and verifies its signature.
   *
   * @param keys the gateway's
   * @throws Malformed if it is none, or none of these keys signed it
   */
  public static Statement verified(String compact, Keys keys) {
    CompactJws jws = CompactJws.typed(TYPE, compact, LONGEST);
    return new Statement(jws.verified(keys).id().toString(), Doc.of(Json.read(jws.payload())));
  }
}
