package dev.entente.server.client;

import dev.entente.agreement.AgreementId;
import dev.entente.json.Json;
import dev.entente.signature.AnswerHead;
import dev.entente.signature.AnswerProof;
import dev.entente.signature.AnswerVerifier;
import dev.entente.signature.Headers;
import dev.entente.signature.Jwks;
import dev.entente.signature.Origin;
import dev.entente.signature.ReceivedAnswer;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestSigner;
import dev.entente.signature.SentRequest;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Calls a gateway as a partner: signs every request and verifies every answer, refusals included.
 * Every method throws {@link NoAnswer} where no answer can be believed. Blocks; thread-safe.
 */
public final class PartnerClient implements AutoCloseable {
  private static final String KEYS = "/.well-known/jwks.json";

  private final Origin gateway;
  private final RequestSigner signer;
  private final Transport transport;
  private final String keySet;
  private final AnswerVerifier verifier;

  private PartnerClient(
      Origin gateway, RequestSigner signer, Transport transport, String keySet, Jwks keys) {
    this.gateway = gateway;
    this.signer = signer;
    this.transport = transport;
    this.keySet = keySet;
    this.verifier = new AnswerVerifier(keys);
  }

  /**
   * A client that trusts the keys that the gateway shows now: over TLS, or on a machine of one's
   * own, they are the gateway's.
   *
   * @param gateway its external origin, which is what is signed
   */
  public static PartnerClient connect(Origin gateway, SigningKey key) {
    return connect(gateway, key, InstantSource.system());
  }

  /**
   * The same, by another clock.
   *
   * @param clock that requests are signed by
   */
  public static PartnerClient connect(Origin gateway, SigningKey key, InstantSource clock) {
    var transport = new Transport();
    try {
      ReceivedAnswer answer = transport.send(get(gateway, KEYS), new byte[0]);
      String keySet = new String(answer.body(), StandardCharsets.UTF_8);
      return new PartnerClient(
          gateway, new RequestSigner(key, clock), transport, keySet, keys(gateway, answer, keySet));
    } catch (NoAnswer e) {
      transport.close();
      throw e;
    }
  }

  /** A client that trusts these keys and no others, whatever the gateway shows. */
  public static PartnerClient pinned(
      Origin gateway, SigningKey key, List<VerifyingKey> keys, InstantSource clock) {
    return new PartnerClient(
        gateway,
        new RequestSigner(key, clock),
        new Transport(),
        "",
        Jwks.of(keys.toArray(VerifyingKey[]::new)));
  }

  private static Jwks keys(Origin gateway, ReceivedAnswer answer, String keySet) {
    if (answer.status() != 200) {
      throw new NoAnswer(
          gateway + KEYS + " answers " + answer.status() + ": this is not an Entente gateway");
    }
    try {
      Jwks keys = Jwks.parse(keySet);
      if (new AnswerVerifier(keys).verify(answer) instanceof AnswerProof.Unproved(var because)) {
        throw new NoAnswer(
            gateway
                + KEYS
                + " is not signed by a key that stands in it: "
                + because
                + "; is something between you and the gateway?");
      }
      return keys;
    } catch (IllegalArgumentException e) {
      throw new NoAnswer(gateway + KEYS + ": " + e.getMessage() + "; is this an Entente gateway?");
    }
  }

  /** The agreement's calls. */
  public AgreementCalls agreement(AgreementId agreement) {
    return new AgreementCalls(this, agreement);
  }

  /** A signed GET. */
  public Reply get(String path) {
    return send(sign(get(gateway, path), new byte[0]));
  }

  /** A signed DELETE. */
  public Reply delete(String path) {
    return send(sign(RequestHead.of("DELETE", gateway, path, Headers.none()), new byte[0]));
  }

  /** A signed POST of a JSON document. */
  public Reply post(String path, Object document) {
    return send(signedPost(path, document));
  }

  /** A signed POST of these bytes, with these headers. */
  public Reply post(String path, Headers headers, byte[] body) {
    return send(sign(RequestHead.of("POST", gateway, path, headers), body));
  }

  /** A POST, signed but not sent. */
  public SentRequest signedPost(String path, Object document) {
    var headers = Headers.of("content-type", "application/json");
    return sign(RequestHead.of("POST", gateway, path, headers), Json.write(document));
  }

  /** A public resource, asked for without a signature; its answer is verified all the same. */
  public String open(String path) {
    ReceivedAnswer answer = transport.send(get(gateway, path), new byte[0]);
    return believed(answer, verifier.verify(answer)).orThrow().text();
  }

  /** Sends a request as it is, however it was signed. */
  public Reply send(SentRequest request) {
    ReceivedAnswer answer = transport.send(request.head(), request.body());
    return believed(answer, verifier.verify(request, answer));
  }

  /**
   * An answer, and what its signature proves.
   *
   * @param proof never that nothing is
   */
  public record Proved(Reply reply, AnswerProof proof) {}

  /** Sends a request as it is, and keeps the proof of its answer. */
  public Proved prove(SentRequest request) {
    ReceivedAnswer answer = transport.send(request.head(), request.body());
    AnswerProof proof = verifier.verify(request, answer);
    return new Proved(believed(answer, proof), proof);
  }

  /** A signed POST whose answer is not waited for; its head is verified first, by itself. */
  Coming begin(String path, Headers headers, byte[] body) {
    SentRequest request = sign(RequestHead.of("POST", gateway, path, headers), body);
    var arrived = new CompletableFuture<AnswerHead>();
    CompletableFuture<AnswerHead> head =
        arrived.thenApplyAsync(
            it -> {
              believe(it, verifier.verify(request, it));
              return it;
            },
            Thread::startVirtualThread);
    CompletableFuture<Reply> reply =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                ReceivedAnswer answer =
                    transport.send(request.head(), request.body(), arrived::complete);
                return believed(answer, verifier.verify(request, answer));
              } catch (RuntimeException e) {
                arrived.completeExceptionally(e);
                throw e;
              }
            },
            Thread::startVirtualThread);
    return new Coming(head, reply);
  }

  private static Reply believed(ReceivedAnswer answer, AnswerProof proof) {
    believe(answer.head(), proof);
    return Reply.of(answer);
  }

  private static void believe(AnswerHead answer, AnswerProof proof) {
    if (proof instanceof AnswerProof.Unproved(var because)) {
      throw new NoAnswer(
          "the answer (status "
              + answer.status()
              + ") is not proved to be the gateway's: "
              + because
              + "; nothing in it was used");
    }
  }

  private SentRequest sign(RequestHead head, byte[] body) {
    return signer.sign(head, body);
  }

  private static RequestHead get(Origin gateway, String path) {
    return RequestHead.of("GET", gateway, path, Headers.none());
  }

  public Origin gateway() {
    return gateway;
  }

  /** The gateway's key set as it was fetched, for verifying receipts later. */
  public String keySet() {
    return keySet;
  }

  /** The same, for verifying receipts now. */
  public Jwks keys() {
    return Jwks.parse(keySet);
  }

  @Override
  public void close() {
    transport.close();
  }
}
