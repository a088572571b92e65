package dev.entente.signature;

/** A request as it was received; nothing about it is known to be true yet. */
public record SignedRequest(RequestHead head, Body body, Sender sender) {
  /** One whose sender waits for the answer, however long that takes. */
  public SignedRequest(RequestHead head, Body body) {
    this(head, body, new Sender());
  }
}
