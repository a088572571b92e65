package dev.entente.aggregate;

import dev.entente.agreement.AgreementId;
import dev.entente.catalog.FieldName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for a record in a sketch: parts of HMAC-SHA-256 under a key of the agreement, so that
 * nobody who sees a sketch can try records on it. Stable for as long as the gateway's secret is.
 * Not thread-safe; make one for each answer.
 */
public final class Marks {
  private static final String HMAC = "HmacSHA256";

  private final Mac mac;

  private Marks(Mac mac) {
    this.mac = mac;
  }

  /** Those of the agreement, under the gateway's secret. */
  public static Marks of(byte[] secret, AgreementId agreement) {
    byte[] own = mac(secret).doFinal(("aggregate\n" + agreement).getBytes(StandardCharsets.UTF_8));
    return new Marks(mac(own));
  }

  /** In which bucket a record is, and what stands for it there. */
  record Mark(int bucket, int mark) {}

  /**
   * A record's mark.
   *
   * @param key its key's values, as canonical JSON
   */
  Mark of(byte[] key) {
    ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(key));
    return new Mark(hash.getInt(), hash.getInt());
  }

  /** What stands for a record's value of a field. */
  int of(byte[] key, FieldName field, byte[] value) {
    mac.update(key);
    mac.update((byte) '\n');
    mac.update(field.value().getBytes(StandardCharsets.US_ASCII));
    mac.update((byte) '\n');
    return ByteBuffer.wrap(mac.doFinal(value)).getInt();
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }
}
