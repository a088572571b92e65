package dev.entente.exchange;

import dev.entente.agreement.AgreementId;
import dev.entente.signature.KeyId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The port to where a partner's people look at the joint view: a browser holds no key to sign with,
 * so a signed call asks for a way in. Thread-safe.
 */
@FunctionalInterface
public interface Invitations {
  /**
   * A way in that works once.
   *
   * @param key that asked for it: what it opens ends with the key
   */
  Invitation invite(AgreementId agreement, KeyId key);

  /**
   * A way in.
   *
   * @param link relative to the origin that was called; whoever has it can look
   * @param until when it can be used
   */
  record Invitation(String link, Instant until) {
    Map<String, Object> document() {
      var document = new LinkedHashMap<String, Object>();
      document.put("link", link);
      document.put("until", until.toString());
      return document;
    }
  }
}
