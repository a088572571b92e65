package dev.entente.signature;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Signs the gateway's answers (PROTOCOL, Signed answers). Thread-safe. */
public final class AnswerSigner {
  /** The header that says what there is to say of records that are the whole body. */
  public static final String ABOUT = AnswerCoverage.ABOUT;

  private final SigningKey key;
  private final InstantSource clock;

  public AnswerSigner(SigningKey key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * Content-Digest, Signature-Input and Signature for the answer to a verified request.
   *
   * @param head what else is signed, exactly as the answer will have it: Content-Type, and {@link
   *     #ABOUT} where there is one
   * @param content what will leave, all of it
   * @throws IllegalArgumentException if a value holds anything but visible ASCII
   */
  public Headers sign(VerifiedHead request, int status, Headers head, Content content) {
    return sign(
        AnswerCoverage.of(request.head(), head),
        request.head(),
        request.nonceText(),
        status,
        head,
        content);
  }

  /** The same where the content type is all else that is signed. */
  public Headers sign(VerifiedHead request, int status, String contentType, Content content) {
    return sign(request, status, Headers.of("content-type", contentType), content);
  }

  /**
   * The same for an answer to a caller who was not verified: it says nothing about the request, so
   * it can be no proof of one.
   */
  public Headers sign(int status, String contentType, Content content) {
    return sign(
        AnswerCoverage.UNADDRESSED,
        null,
        null,
        status,
        Headers.of("content-type", contentType),
        content);
  }

  private Headers sign(
      AnswerCoverage coverage,
      @Nullable RequestHead request,
      @Nullable String nonce,
      int status,
      Headers head,
      Content content) {
    var digest = Headers.of("content-digest", content.digest());
    var values = new AnswerValues(status, digest.and(head), request);
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("created", clock.instant().getEpochSecond());
    parameters.put("keyid", key.id().toString());
    if (nonce != null) {
      parameters.put("nonce", nonce);
    }
    parameters.put("tag", AnswerCoverage.TAG);
    try {
      return digest.and(
          SignatureHeaders.sign(key, coverage.components(), coverage.items(), parameters, values));
    } catch (Malformed e) {
      throw new IllegalArgumentException("the answer cannot be signed: " + e.detail());
    }
  }
}
