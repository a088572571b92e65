package dev.entente.signature;

/** An answer as a client received it; nothing about it is known to be true yet. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record ReceivedAnswer(AnswerHead head, byte[] body) {
  public ReceivedAnswer(int status, Headers headers, byte[] body) {
    this(new AnswerHead(status, headers), body);
  }

  public int status() {
    return head.status();
  }

  public Headers headers() {
    return head.headers();
  }
}
