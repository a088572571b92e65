package dev.entente.signature;

import java.time.Instant;
import java.util.List;

/**
 * Verifies a gateway's answers, as its partners do (PROTOCOL, Signed answers). Thread-safe.
 *
 * @param keys the gateway's, obtained in a way that is trusted
 */
public record AnswerVerifier(Keys keys) {
  private static final int FIRST_ERROR = 400;

  /**
   * Whether this answers that request. An answer that is signed but not addressed is proof of a
   * refusal at most: with a status below 400 it proves nothing.
   */
  public AnswerProof verify(SentRequest request, ReceivedAnswer answer) {
    try {
      var signature = signature(answer);
      if (!covers(signature, AnswerCoverage.UNADDRESSED)) {
        return addressed(request, answer, signature);
      }
      if (answer.status() < FIRST_ERROR) {
        return new AnswerProof.Unproved(
            "the answer is signed, but its signature does not cover the request that it answers");
      }
      return unaddressed(answer, signature);
    } catch (Malformed e) {
      return new AnswerProof.Unproved(e.detail());
    }
  }

  /** Whether the gateway signed this answer to a request that was not signed. */
  public AnswerProof verify(ReceivedAnswer answer) {
    try {
      return unaddressed(answer, signature(answer));
    } catch (Malformed e) {
      return new AnswerProof.Unproved(e.detail());
    }
  }

  private static MessageSignature signature(ReceivedAnswer answer) throws Malformed {
    for (String name : List.of("content-type", "content-digest")) {
      if (answer.headers().count(name) != 1) {
        throw new Malformed("the answer must have " + name + " exactly once");
      }
    }
    var signature = MessageSignature.find(answer.headers(), AnswerCoverage.TAG);
    if (signature == null) {
      throw new Malformed("the answer has no signature with tag=\"" + AnswerCoverage.TAG + "\"");
    }
    return signature;
  }

  private AnswerProof addressed(
      SentRequest request, ReceivedAnswer answer, MessageSignature signature) throws Malformed {
    mustCover(signature, AnswerCoverage.of(request.head(), answer.headers()));
    if (!request.nonce().equals(signature.parameters().nonce())) {
      throw new Malformed("the answer's nonce is not the request's: it answers another request");
    }
    Verified verified =
        verified(
            answer, signature, new AnswerValues(answer.status(), answer.headers(), request.head()));
    return new AnswerProof.Addressed(
        verified.key(), created(signature), Sha256.hash(verified.base()));
  }

  private AnswerProof unaddressed(ReceivedAnswer answer, MessageSignature signature)
      throws Malformed {
    mustCover(signature, AnswerCoverage.UNADDRESSED);
    if (signature.parameters().nonce() != null) {
      throw new Malformed("the answer has a nonce, but does not cover a request");
    }
    Verified verified =
        verified(answer, signature, new AnswerValues(answer.status(), answer.headers(), null));
    return new AnswerProof.Unaddressed(verified.key(), created(signature));
  }

  @SuppressWarnings("ArrayRecordComponent") // hashed at most, never compared
  private record Verified(KeyId key, byte[] base) {}

  private Verified verified(
      ReceivedAnswer answer, MessageSignature signature, SignatureBase.Values values)
      throws Malformed {
    created(signature);
    var parameters = signature.parameters();
    KeyId id = RequestClaims.key(SignatureParameters.required("keyid", parameters.keyid()));
    VerifyingKey key = keys.find(id);
    if (key == null) {
      throw new Malformed("the answer is signed by " + id + ", which is not a key of the gateway");
    }
    if (parameters.alg() != null && !key.algorithm().toString().equals(parameters.alg())) {
      throw new Malformed("alg is not the key's own");
    }
    byte[] base = SignatureBase.of(signature.components(), signature.input(), values);
    if (!key.verify(base, signature.bytes())) {
      throw new Malformed(
          "the answer's signature does not verify: it was changed on its way, or"
              + " answers another request");
    }
    var digest = ContentDigest.parse(values.of(RequestCoverage.CONTENT_DIGEST));
    String mismatch = digest.mismatch(answer.body());
    if (mismatch != null) {
      throw new Malformed(mismatch);
    }
    return new Verified(id, base);
  }

  private static Instant created(MessageSignature signature) throws Malformed {
    return SignatureParameters.required("created", signature.parameters().created());
  }

  private static boolean covers(MessageSignature signature, AnswerCoverage coverage) {
    return signature.components().size() == coverage.components().size()
        && signature.components().containsAll(coverage.components());
  }

  private static void mustCover(MessageSignature signature, AnswerCoverage coverage)
      throws Malformed {
    if (!covers(signature, coverage)) {
      throw new Malformed(
          "the answer's signature must cover "
              + coverage.components()
              + ", it covers "
              + signature.components());
    }
  }
}
