package dev.entente.disclosure;

import dev.entente.agreement.AgreementId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pseudonyms towards one agreement: 16 bytes of HMAC-SHA-256 under the agreement's own key, in
 * base64url without padding. Equal values have equal pseudonyms within the agreement, and nothing
 * in common with those of another. Not thread-safe; make one for each answer.
 */
public final class Pseudonyms {
  private static final String HMAC = "HmacSHA256";
  private static final int LENGTH = 16;

  private final Mac mac;

  private Pseudonyms(Mac mac) {
    this.mac = mac;
  }

  /** Those of the agreement, whose key is HMAC-SHA-256 of its name under the gateway's secret. */
  public static Pseudonyms of(byte[] secret, AgreementId agreement) {
    byte[] own = mac(secret).doFinal(agreement.value().getBytes(StandardCharsets.UTF_8));
    return new Pseudonyms(mac(own));
  }

  String of(String value) {
    byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, LENGTH));
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
