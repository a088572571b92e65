package dev.entente.signature;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;

/** Signs requests, as partners do (PROTOCOL, Signed requests). Thread-safe. */
public final class RequestSigner {
  private static final int NONCE_LENGTH = 24;
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  private final SigningKey key;
  private final InstantSource clock;
  private final Duration lifetime;
  private final SecureRandom random = new SecureRandom();

  /** Signs requests that expire 60 s later. */
  public RequestSigner(SigningKey key, InstantSource clock) {
    this(key, clock, LIFETIME);
  }

  /**
   * Signs requests that expire so much later.
   *
   * @param lifetime whole seconds; a gateway takes 1 to 300, but more can be signed, to see it
   *     refused
   */
  public RequestSigner(SigningKey key, InstantSource clock, Duration lifetime) {
    this.key = key;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /**
   * The request with Content-Digest (where it has a body), Signature-Input and Signature, under a
   * fresh random nonce.
   *
   * @param head with every header that is to be signed: Content-Type where there is a body, and
   *     Idempotency-Key where one is sent; without the three that are added here
   * @throws IllegalArgumentException if one of them is missing, repeated or cannot be signed
   */
  public SentRequest sign(RequestHead head, byte[] body) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    return sign(head, body, Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
  }

  SentRequest sign(RequestHead head, byte[] body, String nonce) {
    for (String name : new String[] {"content-digest", "signature-input", "signature"}) {
      if (head.headers().contains(name)) {
        throw new IllegalArgumentException("the request already has " + name + "; leave it out");
      }
    }
    var components = new ArrayList<Component>();
    components.add(RequestCoverage.METHOD);
    components.add(RequestCoverage.TARGET_URI);
    var digest = Headers.none();
    if (body.length > 0) {
      digest = Headers.of("content-digest", ContentDigest.of(body));
      components.add(RequestCoverage.CONTENT_TYPE);
      components.add(RequestCoverage.CONTENT_DIGEST);
    }
    if (head.headers().contains("idempotency-key")) {
      components.add(RequestCoverage.IDEMPOTENCY_KEY);
    }
    var whole = head.with(digest);
    long created = clock.instant().getEpochSecond();
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("created", created);
    parameters.put("expires", created + lifetime.toSeconds());
    parameters.put("nonce", nonce);
    parameters.put("keyid", key.id().toString());
    parameters.put("tag", RequestVerifier.TAG);
    try {
      Headers signature =
          SignatureHeaders.sign(
              key,
              components,
              SignatureHeaders.items(components),
              parameters,
              new RequestValues(whole));
      return new SentRequest(whole.with(signature), nonce, body);
    } catch (Malformed e) {
      throw new IllegalArgumentException("the request cannot be signed: " + e.detail());
    }
  }
}
