package dev.entente.ledger;

import dev.entente.json.Malformed;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;

/** A compact JWS over the exact text of another: a nested JWT (RFC 7519 section 5.2). */
final class Nested {
  /** The header's {@code cty}: what is signed is a JWT itself. */
  private static final String CONTENT = "JWT";

  private Nested() {}

  /** Signs a text, which is not looked at. */
  static String sign(String type, String inner, SigningKey key) {
    var header = CompactJws.header(type, key);
    header.put("cty", CONTENT);
    return CompactJws.sign(header, inner.getBytes(StandardCharsets.US_ASCII), key);
  }

  /**
   * Reads one; its signature is another question.
   *
   * @throws Malformed if it is none of this type, or longer
   */
  static CompactJws read(String type, String compact, int longest) {
    CompactJws jws = CompactJws.typed(type, compact, longest);
    if (!jws.header().at("cty").text().equalsIgnoreCase(CONTENT)) {
      throw new Malformed("", "its `cty` is not " + CONTENT);
    }
    return jws;
  }
}
