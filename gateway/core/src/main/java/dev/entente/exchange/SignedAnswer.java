package dev.entente.exchange;

import dev.entente.signature.AnswerSigner;
import dev.entente.signature.Headers;
import dev.entente.signature.VerifiedHead;

/** What leaves: an answer and its signature. Made only by signing. */
public final class SignedAnswer {
  private final Answer answer;
  private final Headers headers;

  private SignedAnswer(Answer answer, Headers signature) {
    this.answer = answer;
    this.headers = answer.signedHeaders().and(signature).and(answer.headers());
  }

  /** The answer to a verified request, bound to it. */
  public static SignedAnswer of(Answer answer, AnswerSigner signer, VerifiedHead request) {
    return new SignedAnswer(
        answer, signer.sign(request, answer.status(), answer.signedHeaders(), answer.content()));
  }

  /** The answer to a caller who was not verified. */
  public static SignedAnswer of(Answer answer, AnswerSigner signer) {
    return new SignedAnswer(
        answer, signer.sign(answer.status(), answer.contentType(), answer.content()));
  }

  public int status() {
    return answer.status();
  }

  /** All headers but those of the connection, Content-Type included. */
  public Headers headers() {
    return headers;
  }

  public byte[] body() {
    return answer.body();
  }
}
