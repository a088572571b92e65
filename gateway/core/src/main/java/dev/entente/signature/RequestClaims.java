package dev.entente.signature;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a request's signature claims, in the form and bounds that the protocol sets. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record RequestClaims(
    KeyId key,
    @Nullable String alg,
    Instant created,
    Instant expires,
    String nonce,
    byte[] random) {
  static final Duration SKEW = Duration.ofSeconds(30);
  static final Duration MAX_LIFETIME = Duration.ofMinutes(5);

  static RequestClaims of(SignatureParameters parameters) throws Malformed {
    Instant created = SignatureParameters.required("created", parameters.created());
    Instant expires = SignatureParameters.required("expires", parameters.expires());
    String nonce = SignatureParameters.required("nonce", parameters.nonce());
    String keyid = SignatureParameters.required("keyid", parameters.keyid());
    if (!expires.isAfter(created) || expires.isAfter(created.plus(MAX_LIFETIME))) {
      throw new Malformed(
          "expires must be 1 to 300 s after created, it is "
              + Duration.between(created, expires).toSeconds());
    }
    return new RequestClaims(key(keyid), parameters.alg(), created, expires, nonce, random(nonce));
  }

  static KeyId key(String keyid) throws Malformed {
    try {
      return KeyId.parse(keyid);
    } catch (IllegalArgumentException e) {
      throw new Malformed(
          "keyid must be the RFC 7638 SHA-256 thumbprint of the key, 43 characters of base64url");
    }
  }

  private static byte[] random(String nonce) throws Malformed {
    byte[] bytes = null;
    try {
      bytes = Nonce.decode(nonce);
    } catch (IllegalArgumentException e) {
      // told below, like a wrong length
    }
    if (bytes == null || bytes.length < Nonce.MIN_LENGTH || bytes.length > Nonce.MAX_LENGTH) {
      throw new Malformed("nonce must be 16 to 64 random bytes in base64url");
    }
    return bytes;
  }

  /** The last instant at which the request is fresh. */
  Instant lastFresh() {
    return expires.plus(SKEW);
  }

  /** Why the request is not fresh now; null if it is. */
  @Nullable String staleness(Instant now) {
    if (created.isAfter(now.plus(SKEW))) {
      return "created lies in the future; the gateway's clock says " + now.getEpochSecond();
    }
    if (now.isAfter(lastFresh())) {
      return "expires lies in the past; the gateway's clock says "
          + now.getEpochSecond()
          + "; sign again with a new nonce";
    }
    return null;
  }
}
