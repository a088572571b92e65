package dev.entente.operator;

import com.nimbusds.jose.jwk.JWK;
import dev.entente.signature.Algorithm;
import dev.entente.signature.KeyId;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * That one key of ours follows another, signed by both: who trusts either can go on to the other.
 * What they sign is {@code entente/succession@v1}, the key's name, and the thumbprints of the
 * former and the next key, each line ending in a newline.
 *
 * @param former public, Ed25519
 * @param next public, Ed25519, another
 * @param byFormer the former key's signature, base64url without padding
 * @param byNext the next key's
 */
public record Succession(OwnKey key, JWK former, JWK next, String byFormer, String byNext) {

  /** Refuses keys that cannot follow each other. Whether they signed is another question. */
  public Succession {
    if (VerifyingKey.of(former).algorithm() != Algorithm.ED25519
        || VerifyingKey.of(next).algorithm() != Algorithm.ED25519) {
      throw new IllegalArgumentException("the keys of a gateway are Ed25519");
    }
    if (KeyId.of(former).equals(KeyId.of(next))) {
      throw new IllegalArgumentException("a key does not follow itself");
    }
  }

  /** Signed by both. */
  public static Succession sign(OwnKey key, SigningKey former, SigningKey next) {
    byte[] statement = statement(key, former.id(), next.id());
    return new Succession(
        key,
        former.publicKey().publicJwk(),
        next.publicKey().publicJwk(),
        base64(former.sign(statement)),
        base64(next.sign(statement)));
  }

  public KeyId formerId() {
    return KeyId.of(former);
  }

  public KeyId nextId() {
    return KeyId.of(next);
  }

  /** Whether both keys signed it. */
  public boolean isProven() {
    byte[] statement = statement(key, formerId(), nextId());
    return signed(former, statement, byFormer) && signed(next, statement, byNext);
  }

  private static boolean signed(JWK key, byte[] statement, String signature) {
    try {
      return VerifyingKey.of(key).verify(statement, Base64.getUrlDecoder().decode(signature));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] statement(OwnKey key, KeyId former, KeyId next) {
    return "entente/succession@v1\n%s\n%s\n%s\n"
        .formatted(key, former, next)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64(byte[] signature) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }
}
