package dev.entente.ledger;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.json.Shown;
import dev.entente.signature.KeyId;
import dev.entente.signature.Keys;
import dev.entente.signature.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

  private static byte[] decoded(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
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
