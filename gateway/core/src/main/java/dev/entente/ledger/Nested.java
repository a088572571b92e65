package dev.entente.ledger;

import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;

/** A compact JWS over the exact text of another: a nested JWT (RFC 7519 section 5.2). */
final class Nested {
  /** The header's {@code cty}: what is signed is a JWT itself. */
  private static final String CONTENT = "JWT";

  private Nested() {}

  /** Signs a text, which is not looked at. */
  static String sign(String type, String inner, SigningKey key) {
    return sign(type, ascii(inner), key, true);
  }

  /** Signs a payload of any kind. */
  static String sign(String type, byte[] payload, SigningKey key, boolean nested) {
    var header = new LinkedHashMap<String, Object>();
    header.put("alg", key.algorithm().jws());
    header.put("kid", key.id().toString());
    header.put("typ", type);
    if (nested) {
      header.put("cty", CONTENT);
    }
    String input = base64url(Json.write(header)) + "." + base64url(payload);
    return input + "." + base64url(key.sign(ascii(input)));
  }

  /**
   * Reads one; its signature is another question.
   *
   * @throws Malformed if it is none of this type, or longer
   */
  static CompactJws read(String type, String compact, int longest) {
    CompactJws jws = typed(type, compact, longest);
    if (!jws.header().at("cty").text().equalsIgnoreCase(CONTENT)) {
      throw new Malformed("", "its `cty` is not " + CONTENT);
    }
    return jws;
  }

  static CompactJws typed(String type, String compact, int longest) {
    if (compact.length() > longest) {
      throw new Malformed("", "it has more than " + longest + " characters");
    }
    CompactJws jws = CompactJws.parse(compact);
    if (!jws.is(type)) {
      throw new Malformed("", "its `typ` is not " + type);
    }
    return jws;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
