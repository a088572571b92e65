package dev.entente.signature;

import java.util.Set;

/** What a request's signature must cover, and the headers that may stand there once only. */
final class RequestCoverage {
  static final Component METHOD = Component.of("@method");
  static final Component TARGET_URI = Component.of("@target-uri");
  static final Component CONTENT_TYPE = Component.of("content-type");
  static final Component CONTENT_DIGEST = Component.of("content-digest");
  static final Component IDEMPOTENCY_KEY = Component.of("idempotency-key");

  /** Fields that are not lists: with two of them, two readers could act on different ones. */
  private static final Set<String> SINGLETONS =
      Set.of(
          "authorization",
          "content-length",
          "content-location",
          "content-range",
          "content-type",
          "date",
          "from",
          "host",
          "idempotency-key",
          "if-modified-since",
          "if-range",
          "if-unmodified-since",
          "max-forwards",
          "origin",
          "proxy-authorization",
          "range",
          "referer",
          "user-agent");

  private RequestCoverage() {}

  static void check(SignedRequest request, MessageSignature signature) throws Malformed {
    Headers headers = request.head().headers();
    refuseRepeated(headers);
    signature.mustCover(METHOD);
    signature.mustCover(TARGET_URI);
    if (request.body().present()) {
      signature.mustCover(CONTENT_TYPE);
      signature.mustCover(CONTENT_DIGEST);
    }
    if (headers.contains("idempotency-key")) {
      signature.mustCover(IDEMPOTENCY_KEY);
    }
    String digest = headers.combined("content-digest");
    if (digest != null) {
      ContentDigest.parse(digest);
    }
  }

  private static void refuseRepeated(Headers headers) throws Malformed {
    var lines = headers.lines();
    for (int i = 1; i < lines.size(); i++) {
      String name = lines.get(i).name();
      if (SINGLETONS.contains(name)) {
        for (int j = 0; j < i; j++) {
          if (lines.get(j).name().equals(name)) {
            throw new Malformed("the header " + name + " stands there twice; send it once");
          }
        }
      }
    }
  }
}
