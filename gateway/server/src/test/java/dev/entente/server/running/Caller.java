package dev.entente.server.running;

import dev.entente.signature.AnswerProof;
import dev.entente.signature.Headers;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestSigner;
import dev.entente.signature.SentRequest;
import dev.entente.signature.SigningKey;
import java.time.InstantSource;

/** Signs calls, and insists that every answer is proved to be the gateway's. */
public final class Caller {
  private final RunningGateway gateway;
  private final RequestSigner signer;

  Caller(RunningGateway gateway, SigningKey key, InstantSource clock) {
    this.gateway = gateway;
    this.signer = new RequestSigner(key, clock);
  }

  public Reply get(String target) {
    return call("GET", target, Headers.none(), new byte[0]);
  }

  public Reply post(String target, String body) {
    return call("POST", target, json(), RunningGateway.utf8(body));
  }

  static Headers json() {
    return Headers.of("content-type", "application/json");
  }

  /** A signed request, not sent yet. */
  public SentRequest signed(String method, String target, Headers headers, byte[] body) {
    return signer.sign(RequestHead.of(method, gateway.signed(), target, headers), body);
  }

  /** Sends on a connection of its own; the answer must be addressed to this request. */
  public Reply call(String method, String target, Headers headers, byte[] body) {
    SentRequest request = signed(method, target, headers, body);
    try (var wire = gateway.wire()) {
      wire.send(bytes(wire, request, target));
      Reply reply = wire.reply(!method.equals("HEAD"));
      AnswerProof proof = reply.proof(gateway.keys(), request);
      if (proof instanceof AnswerProof.Unproved(String because)) {
        throw new AssertionError(reply.status() + " " + because + ": " + reply.text());
      }
      boolean mustBeAddressed = reply.status() != 401 && reply.status() < 500;
      if (mustBeAddressed && !(proof instanceof AnswerProof.Addressed)) {
        throw new AssertionError(reply.status() + " is not addressed: " + reply.text());
      }
      return reply;
    }
  }

  /** The request as it stands on the wire, with its Content-Length. */
  public static byte[] bytes(Wire wire, SentRequest request, String target) {
    byte[] body = request.body();
    Headers headers =
        body.length == 0
            ? request.head().headers()
            : request.head().headers().and(Headers.of("content-length", "" + body.length));
    byte[] head = RunningGateway.utf8(wire.head(request.head().method(), target, headers));
    byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
