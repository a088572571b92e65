package dev.entente.signature;

import dev.entente.problem.Outcome;
import dev.entente.problem.ProblemCode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request whose signature has verified, and whose nonce it has spent. Only {@link
 * RequestVerifier} makes it. Its body, if any, has not been read.
 */
public final class VerifiedHead {
  private final SignedRequest request;
  private final MessageSignature signature;
  private final byte[] base;
  private final RequestClaims claims;
  private final Nonce nonce;
  private final Sha256 hash;

  VerifiedHead(
      SignedRequest request,
      MessageSignature signature,
      byte[] base,
      RequestClaims claims,
      Nonce nonce) {
    this.request = request;
    this.signature = signature;
    this.base = base;
    this.claims = claims;
    this.nonce = nonce;
    this.hash = Sha256.hash(base);
  }

  public RequestHead head() {
    return request.head();
  }

  /** Whoever waits for the answer. */
  public Sender sender() {
    return request.sender();
  }

  public KeyId key() {
    return claims.key();
  }

  public Nonce nonce() {
    return nonce;
  }

  /** The nonce as it was spelled, which the answer repeats. */
  String nonceText() {
    return claims.nonce();
  }

  /** When the sender says it signed; whole seconds. */
  public Instant created() {
    return claims.created();
  }

  /** The hash of the signature base, by which receipts name this request. */
  public Sha256 hash() {
    return hash;
  }

  /** The bytes that the sender signed: with {@link #signature} they prove the request to anyone. */
  public byte[] signatureBase() {
    return base.clone();
  }

  /** The 64 bytes of the signature over {@link #signatureBase}. */
  public byte[] signature() {
    return signature.bytes().clone();
  }

  /**
   * Reads the body, once: {@code too-large}, {@code unsupported-media-type}, {@code
   * digest-mismatch}, in this order, and {@code query-malformed} for one that does not arrive in
   * time. A request without a body passes with none. Blocks while the body arrives.
   *
   * @param limit in bytes
   * @param mediaTypes what the body may be, such as {@code application/json}, in lower case
   * @throws dev.entente.problem.Unavailable never; a broken connection is a body not in time
   */
  public Outcome<VerifiedRequest> receive(int limit, Set<String> mediaTypes) {
    if (!request.body().present()) {
      return checked(new byte[0]);
    }
    if (announced() > limit) {
      return tooLarge(limit);
    }
    return switch (request.body().read(limit)) {
      case Body.TooLarge() -> tooLarge(limit);
      case Body.TooSlow() ->
          Outcome.refused(
              ProblemCode.QUERY_MALFORMED,
              "the body did not arrive whole in the time that is given; send it in one go");
      case Body.Whole(byte[] bytes) when bytes.length > limit -> tooLarge(limit);
      case Body.Whole(byte[] bytes) -> {
        String unsupported = MediaTypes.refusal(head().headers(), mediaTypes);
        yield unsupported == null
            ? checked(bytes)
            : Outcome.refused(ProblemCode.UNSUPPORTED_MEDIA_TYPE, unsupported);
      }
    };
  }

  private long announced() {
    String length = head().headers().combined("content-length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0; // reading will tell
    }
  }

  private Outcome<VerifiedRequest> checked(byte[] bytes) {
    String mismatch = mismatch(bytes);
    return mismatch == null
        ? Outcome.passed(new VerifiedRequest(this, bytes))
        : Outcome.refused(ProblemCode.DIGEST_MISMATCH, mismatch);
  }

  /** Without a body, a digest may be left out; whatever digest there is must be right. */
  private @Nullable String mismatch(byte[] bytes) {
    String digest = head().headers().combined("content-digest");
    if (digest == null) {
      return bytes.length == 0 ? null : "the body has no Content-Digest";
    }
    try {
      return ContentDigest.parse(digest).mismatch(bytes);
    } catch (Malformed e) {
      return e.detail();
    }
  }

  private static Outcome<VerifiedRequest> tooLarge(int limit) {
    return Outcome.refused(
        ProblemCode.TOO_LARGE,
        "the body has more than the " + limit + " bytes that are taken here");
  }

  @Override
  public String toString() {
    return "request " + hash + " of key " + key();
  }
}
