package dev.entente.server.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.entente.json.Json;
import dev.entente.problem.Outcome;
import dev.entente.signature.AnswerSigner;
import dev.entente.signature.Body;
import dev.entente.signature.Content;
import dev.entente.signature.Headers;
import dev.entente.signature.Jwks;
import dev.entente.signature.Origin;
import dev.entente.signature.RequestHead;
import dev.entente.signature.RequestVerifier;
import dev.entente.signature.SignedRequest;
import dev.entente.signature.SigningKey;
import dev.entente.signature.VerifiedHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Answers every call with one document, signed as a gateway signs, or spoiled as a test wants. */
public final class FakeGateway implements AutoCloseable {
  /** What is done to an answer once it is signed. */
  public enum Spoiled {
    NOT,
    UNSIGNED,
    BY_ANOTHER_KEY,
    BODY_CHANGED,
    NOT_ADDRESSED,
    THE_ONE_BEFORE
  }

  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  private record Sent(int status, Headers headers, byte[] body) {}

  private static final Headers JSON = Headers.of("content-type", "application/json");

  private final SigningKey key = SigningKey.generate();
  private final SigningKey partner;
  private final HttpServer server;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private int status = 200;
  private String body = "{}";
  private Headers head = JSON;
  private Spoiled spoiled = Spoiled.NOT;
  private CountDownLatch bodies = new CountDownLatch(0);
  private Sent before = new Sent(200, Headers.none(), new byte[0]);

  public FakeGateway(SigningKey partner) {
    this.partner = partner;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Thread::startVirtualThread);
    server.createContext("/", this::handle);
    server.start();
  }

  public Origin origin() {
    return Origin.parse("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public FakeGateway answering(int code, Object document) {
    status = code;
    body = new String(Json.write(document), StandardCharsets.UTF_8);
    return this;
  }

  /** Answers with records as lines, and what there is to say beside them. */
  public FakeGateway answering(Object about, String lines) {
    status = 200;
    body = lines;
    head =
        Headers.of(
            "content-type",
            "application/x-ndjson",
            AnswerSigner.ABOUT,
            ":" + Base64.getEncoder().encodeToString(Json.write(about)) + ":");
    return this;
  }

  public FakeGateway spoiled(Spoiled how) {
    spoiled = how;
    return this;
  }

  /** Sends the heads of answers, and their bodies once the latch is open. */
  public FakeGateway holding(CountDownLatch latch) {
    bodies = latch;
    return this;
  }

  /** Method and path of every call but for the keys. */
  public List<String> calls() {
    return calls;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] received = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    Sent sent = path.equals("/.well-known/jwks.json") ? keys() : answer(exchange, received);
    sent.headers().lines().forEach(l -> exchange.getResponseHeaders().add(l.name(), l.value()));
    exchange.sendResponseHeaders(sent.status(), sent.body().length);
    exchange.getResponseBody().flush();
    awaitBodies();
    exchange.getResponseBody().write(sent.body());
    exchange.close();
  }

  private void awaitBodies() {
    try {
      bodies.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Sent keys() {
    byte[] set = Jwks.of(key.publicKey()).toJson().getBytes(StandardCharsets.UTF_8);
    return new Sent(200, signedFor(key, null, 200, JSON, set), set);
  }

  private Sent answer(HttpExchange exchange, byte[] received) {
    String path = exchange.getRequestURI().getPath();
    calls.add(exchange.getRequestMethod() + " " + path);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    SigningKey signer = spoiled == Spoiled.BY_ANOTHER_KEY ? SigningKey.generate() : key;
    VerifiedHead verified =
        spoiled == Spoiled.NOT_ADDRESSED ? null : verified(exchange, path, received);
    var signed = new Sent(status, signedFor(signer, verified, status, head, bytes), bytes);
    Sent last = before;
    before = signed;
    return switch (spoiled) {
      case NOT, BY_ANOTHER_KEY, NOT_ADDRESSED -> signed;
      case UNSIGNED -> new Sent(status, Headers.of("content-type", "application/json"), bytes);
      case BODY_CHANGED ->
          new Sent(status, signed.headers(), "[]".getBytes(StandardCharsets.UTF_8));
      case THE_ONE_BEFORE -> last;
    };
  }

  private VerifiedHead verified(HttpExchange exchange, String path, byte[] received) {
    List<Headers.Header> lines = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(v -> lines.add(new Headers.Header(name, v))));
    var head = RequestHead.of(exchange.getRequestMethod(), origin(), path, Headers.of(lines));
    var verifier = new RequestVerifier(_ -> partner.publicKey(), _ -> true, InstantSource.system());
    return switch (verifier.verify(new SignedRequest(head, Body.of(received)))) {
      case Outcome.Passed<VerifiedHead>(VerifiedHead passed) -> passed;
      case Outcome.Refused<VerifiedHead>(var problem) -> throw new AssertionError(problem);
    };
  }

  private static Headers signedFor(
      SigningKey signer, VerifiedHead request, int code, Headers head, byte[] bytes) {
    var answers = new AnswerSigner(signer, InstantSource.system());
    Headers signature =
        request == null
            ? answers.sign(code, "application/json", Content.of(bytes))
            : answers.sign(request, code, head, Content.of(bytes));
    return head.and(signature);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
