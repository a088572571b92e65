package dev.entente.signature;

import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifies requests from their heads, before anything of a body is read (PROTOCOL, Signed
 * requests).
 *
 * <p>The order is fixed: form (exactly one signature with our tag, what it covers, its parameters
 * and their bounds), then whether the key is registered, then freshness, then the signature itself,
 * then the nonce. So a nonce is spent by nobody but the holder of its key, and a request that is
 * both stale and forged, or refused for anything else, spends none. Thread-safe.
 */
public final class RequestVerifier {
  static final String TAG = "entente-request";

  private final Keys keys;
  private final Nonces nonces;
  private final InstantSource clock;

  public RequestVerifier(Keys keys, Nonces nonces, InstantSource clock) {
    this.keys = keys;
    this.nonces = nonces;
    this.clock = clock;
  }

  /**
   * The verified head, or a refusal: {@code signature-missing}, {@code signature-invalid}, {@code
   * signature-stale} or {@code signature-replayed}. May block in {@link Nonces#claim}.
   *
   * @throws dev.entente.problem.Unavailable if the nonce cannot be claimed
   */
  public Outcome<VerifiedHead> verify(SignedRequest request) {
    try {
      var signature = MessageSignature.find(request.head().headers(), TAG);
      if (signature == null) {
        return Outcome.refused(
            ProblemCode.SIGNATURE_MISSING,
            "the request has no signature with tag=\"" + TAG + "\"; sign it after RFC 9421");
      }
      RequestCoverage.check(request, signature);
      return verify(request, signature, RequestClaims.of(signature.parameters()));
    } catch (Malformed e) {
      return invalid(e.detail());
    }
  }

  private Outcome<VerifiedHead> verify(
      SignedRequest request, MessageSignature signature, RequestClaims claims) throws Malformed {
    byte[] base =
        SignatureBase.of(
            signature.components(), signature.input(), new RequestValues(request.head()));
    VerifyingKey key = registered(claims);
    String stale = claims.staleness(clock.instant());
    if (stale != null) {
      return Outcome.refused(ProblemCode.SIGNATURE_STALE, stale);
    }
    if (!key.verify(base, signature.bytes())) {
      return invalid(
          "the signature does not verify with the key "
              + key.id()
              + "; compare the signature base you signed with RFC 9421 section 2.5, and"
              + " @target-uri with "
              + request.head().targetUri());
    }
    var nonce = new Nonce(key.id(), claims.random(), claims.lastFresh());
    if (!nonces.claim(nonce)) {
      return Outcome.refused(replayed());
    }
    return Outcome.passed(new VerifiedHead(request, signature, base, claims, nonce));
  }

  /** The refusal of a nonce that was spent before. */
  public static Problem replayed() {
    return Problem.of(
        ProblemCode.SIGNATURE_REPLAYED,
        "the nonce is spent, or we cannot know because our clock went back or our log was just"
            + " recovered; sign every request with a nonce of its own, and again in some minutes");
  }

  private VerifyingKey registered(RequestClaims claims) throws Malformed {
    @Nullable VerifyingKey key = keys.find(claims.key());
    if (key == null) {
      throw new Malformed("the key " + claims.key() + " is not registered with any agreement");
    }
    String alg = claims.alg();
    if (alg != null && !alg.equals(key.algorithm().toString())) {
      throw new Malformed("alg must be the key's own, " + key.algorithm() + ", or be left out");
    }
    return key;
  }

  private static Outcome<VerifiedHead> invalid(String detail) {
    return Outcome.refused(ProblemCode.SIGNATURE_INVALID, detail);
  }
}
