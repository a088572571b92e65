package dev.entente.server.client;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import dev.entente.json.Malformed;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.Headers;
import dev.entente.signature.ReceivedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** An answer whose signature is the gateway's. */
public sealed interface Reply {
  int FIRST_ERROR = 400;

  /** The bytes that the gateway signed. */
  byte[] body();

  /** It did what was asked. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Answered(byte[] body, Headers headers) implements Reply {
    /** One of which nothing is said but its body. */
    public Answered(byte[] body) {
      this(body, Headers.none());
    }

    /**
     * What is said of records that are the whole body.
     *
     * @throws Malformed if there is nothing
     */
    public Doc about() {
      return Reply.about(headers);
    }

    /** The body as a JSON document. */
    public Doc document() {
      return read(body);
    }

    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * It refused, and says why.
   *
   * @param code the last part of the problem's type, such as {@code not-a-party}
   * @param detail what to do
   * @param unlock what would cure it; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Refused(int status, String code, String detail, List<String> unlock, byte[] body)
      implements Reply {
    public Refused {
      unlock = List.copyOf(unlock);
    }

    /** The problem document. */
    public Doc document() {
      return read(body);
    }
  }

  /** The answer, or the refusal as an exception, where nothing else is expected. */
  default Answered orThrow() {
    return switch (this) {
      case Answered answered -> answered;
      case Refused refused -> throw new NoAnswer(refused.code() + ": " + refused.detail());
    };
  }

  /** What a verified answer says. */
  static Reply of(ReceivedAnswer answer) {
    return answer.status() < FIRST_ERROR
        ? new Answered(answer.body(), answer.headers())
        : refused(answer);
  }

  /** What the head of an answer says of the records that are its whole body. */
  static Doc about(Headers headers) {
    String header = headers.combined(AnswerSigner.ABOUT);
    if (header == null || header.length() < 2) {
      throw new Malformed("", "the header " + AnswerSigner.ABOUT + " is missing");
    }
    try {
      return read(Base64.getDecoder().decode(header.substring(1, header.length() - 1)));
    } catch (IllegalArgumentException e) {
      throw new Malformed("", "the header " + AnswerSigner.ABOUT + " is no byte sequence");
    }
  }

  private static Reply refused(ReceivedAnswer answer) {
    Doc problem = read(answer.body());
    try {
      String type = problem.at("type").text();
      return new Refused(
          answer.status(),
          type.substring(type.lastIndexOf(':') + 1),
          problem.at("detail").text(),
          problem.find("unlock").map(Doc::texts).orElse(List.of()),
          answer.body());
    } catch (Malformed e) {
      throw unlike(e);
    }
  }

  private static Doc read(byte[] body) {
    try {
      return Doc.of(Json.read(body));
    } catch (Malformed e) {
      throw unlike(e);
    }
  }

  /** The gateway signed something that the protocol does not know. */
  static NoAnswer unlike(Malformed e) {
    String where = e.pointer().isEmpty() ? "" : " at " + e.pointer();
    return new NoAnswer(
        "the gateway's answer is signed but not as the protocol says"
            + where
            + ": "
            + e.reason()
            + "; is this client as new as the gateway?");
  }
}
