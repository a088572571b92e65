package dev.entente.signature;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
    return whole(verify(request, answer.head()), answer);
  }

  /**
   * The same before the body is there. What the head says is proved then; the body is, once {@link
   * #verify(SentRequest, ReceivedAnswer)} has it.
   */
  public AnswerProof verify(SentRequest request, AnswerHead answer) {
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
      return whole(unaddressed(answer.head(), signature(answer.head())), answer);
    } catch (Malformed e) {
      return new AnswerProof.Unproved(e.detail());
    }
  }

  /** The proof of a head holds for its body if the digest that it covers is the body's. */
  private static AnswerProof whole(AnswerProof head, ReceivedAnswer answer) {
    if (head instanceof AnswerProof.Unproved) {
      return head;
    }
    try {
      String covered = Objects.requireNonNull(answer.headers().combined("content-digest"));
      String mismatch = ContentDigest.parse(covered).mismatch(answer.body());
      return mismatch == null ? head : new AnswerProof.Unproved(mismatch);
    } catch (Malformed e) {
      return new AnswerProof.Unproved(e.detail());
    }
  }

  private static MessageSignature signature(AnswerHead answer) throws Malformed {
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

  private AnswerProof addressed(SentRequest request, AnswerHead answer, MessageSignature signature)
      throws Malformed {
    mustCover(signature, AnswerCoverage.of(request.head(), answer.headers()));
    if (!request.nonce().equals(signature.parameters().nonce())) {
      throw new Malformed("the answer's nonce is not the request's: it answers another request");
    }
    Verified verified =
        verified(signature, new AnswerValues(answer.status(), answer.headers(), request.head()));
    return new AnswerProof.Addressed(
        verified.key(), created(signature), Sha256.hash(verified.base()));
  }

  private AnswerProof unaddressed(AnswerHead answer, MessageSignature signature) throws Malformed {
    mustCover(signature, AnswerCoverage.UNADDRESSED);
    if (signature.parameters().nonce() != null) {
      throw new Malformed("the answer has a nonce, but does not cover a request");
    }
    Verified verified =
        verified(signature, new AnswerValues(answer.status(), answer.headers(), null));
    return new AnswerProof.Unaddressed(verified.key(), created(signature));
  }

  @SuppressWarnings("ArrayRecordComponent") // hashed at most, never compared
  private record Verified(KeyId key, byte[] base) {}

  private Verified verified(MessageSignature signature, SignatureBase.Values values)
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
