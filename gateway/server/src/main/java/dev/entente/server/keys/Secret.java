package dev.entente.server.keys;

import com.nimbusds.jose.util.Base64URL;
import dev.entente.json.Doc;
import dev.entente.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** 256 random bits that only this gateway knows; never printed. */
public final class Secret {
  private static final int BYTES = 32;

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  static Secret generate() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(bytes);
  }

  /** Reads {@code {"kty": "oct", "k": …}}. */
  static Secret parse(String json) {
    Doc doc = Doc.of(Json.read(json.getBytes(StandardCharsets.UTF_8))).only("kty", "k");
    var k = new Base64URL(doc.at("k").text());
    byte[] bytes = k.decode();
    if (!doc.at("kty").text().equals("oct")
        || bytes.length != BYTES
        || !Base64URL.encode(bytes).equals(k)) {
      throw new IllegalArgumentException("an oct JWK of 32 bytes in base64url is expected");
    }
    return new Secret(bytes);
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * A key for one more use, of which nobody learns this one or another (RFC 5869 section 2.3).
   *
   * @param use its name, which nothing else is sealed or signed under
   */
  public SecretKey derived(String use) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.expandOnly(
                  new SecretKeySpec(bytes, "HKDF"), use.getBytes(StandardCharsets.UTF_8), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HKDF-SHA256", e);
    }
  }

  Map<String, String> toJwk() {
    return Map.of("kty", "oct", "k", Base64URL.encode(bytes).toString());
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
