package dev.entente.ledger;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import dev.entente.signature.KeyId;
import dev.entente.signature.Keys;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A compact JWS (RFC 7515) that was read and proves nothing yet. There is one spelling of it; one
 * with critical extensions is refused, as none is known here.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record CompactJws(String input, Doc header, byte[] payload, byte[] signature) {

  /**
   * Reads it.
   *
   * @throws Malformed if it is none
   */
  static CompactJws parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw new Malformed("", "it is no compact JWS: three parts with a dot between");
    }
    Doc header = Doc.of(Json.read(decoded(parts[0])));
    if (header.isObject() && (header.node().has("crit") || header.node().has("b64"))) {
      throw new Malformed("", "its header asks for an extension; none is known here");
    }
    return new CompactJws(parts[0] + "." + parts[1], header, decoded(parts[1]), decoded(parts[2]));
  }

  /**
   * Reads one of that type; its signature is another question.
   *
   * @throws Malformed if it is none of this type, or longer
   */
  static CompactJws typed(String type, String compact, int longest) {
    if (compact.length() > longest) {
      throw new Malformed("", "it has more than " + longest + " characters");
    }
    CompactJws jws = parse(compact);
    if (!jws.is(type)) {
      throw new Malformed("", "its `typ` is not " + type);
    }
    return jws;
  }

  /** The header of what this key signs, to which more may be put. */
  static SequencedMap<String, Object> header(String type, SigningKey key) {
    var header = new LinkedHashMap<String, Object>();
    header.put("alg", key.algorithm().jws());
    header.put("kid", key.id().toString());
    header.put("typ", type);
    return header;
  }

  /** Signs a payload under a header, as a compact JWS. */
  static String sign(SequencedMap<String, Object> header, byte[] payload, SigningKey key) {
    String input = base64url(Json.write(header)) + "." + base64url(payload);
    return input + "." + base64url(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decoded(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (base64url(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Not base64url at all.
    }
    throw new Malformed("", "it is no compact JWS: base64url without padding");
  }

  /** Whether its header says that it is of this type; case does not count (section 4.1.9). */
  boolean is(String type) {
    return header.find("typ").filter(typ -> typ.text().equalsIgnoreCase(type)).isPresent();
  }

  /**
   * The key that it names, once its signature has verified. The algorithm is the key's own, and the
   * message may only say the same.
   *
   * @throws Malformed if it is none of these keys, or did not sign it
   */
  VerifyingKey verified(Keys keys) {
    String kid = header.at("kid").text();
    @Nullable VerifyingKey key = key(kid, keys);
    if (key == null) {
      throw new Malformed("", "its `kid` " + Shown.of(kid) + " is not in the key set");
    }
    String alg = header.at("alg").text();
    if (!alg.equals(key.algorithm().jws())) {
      throw new Malformed(
          "", "its `alg` is " + Shown.of(alg) + ", that of its key is " + key.algorithm().jws());
    }
    if (!key.verify(input.getBytes(StandardCharsets.US_ASCII), signature)) {
      throw new Malformed("", "its signature does not verify with the key " + key.id());
    }
    return key;
  }

  private static @Nullable VerifyingKey key(String kid, Keys keys) {
    try {
      return keys.find(KeyId.parse(kid));
    } catch (IllegalArgumentException e) {
      return null; // Not a thumbprint, so none of the set's.
    }
  }
}
