package dev.entente.server.http;

import dev.entente.exchange.SignedAnswer;
import dev.entente.problem.Problem;
import dev.entente.problem.ProblemCode;
import dev.entente.signature.Headers;
import dev.entente.signature.Headers.Header;
import dev.entente.signature.RequestHead;
import dev.entente.signature.Sender;
import dev.entente.signature.SignedRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer: received and sent on an event loop, answered on a virtual thread. */
final class Conversation implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
  private static final Problem NO_HOST =
      Problem.of(ProblemCode.QUERY_MALFORMED, "a request of HTTP/1.1 has exactly one Host header");
  private static final Problem NO_FRAME =
      Problem.of(
          ProblemCode.QUERY_MALFORMED,
          "the only Transfer-Encoding that is taken is chunked, in HTTP/1.1; or send Content-Length");
  private static final Problem NO_REQUEST =
      Problem.of(ProblemCode.QUERY_MALFORMED, "this is not a request of HTTP/1.1 (RFC 9112)");
  private static final Problem FAILED =
      Problem.of(ProblemCode.INTERNAL, "nothing was released; try again");

  private final Listener listener;
  private final Visitors visitors;
  private final HttpServerRequest request;
  private final Context loop;
  private final Headers headers;
  private final IncomingBody body;
  private final boolean sound;
  private final Sender sender = new Sender();

  private Conversation(
      Listener listener, Visitors visitors, HttpServerRequest request, Context loop) {
    this.listener = listener;
    this.visitors = visitors;
    this.request = request;
    this.loop = loop;
    this.headers = headers(request);
    this.sound = Framing.isSound(headers, request.version() == HttpVersion.HTTP_1_1);
    this.body = new IncomingBody(request, loop, Framing.of(headers), listener.limits());
  }

  /** Begins with a request's head, on its event loop. */
  static void begin(Listener listener, Visitors visitors, HttpServerRequest request) {
    Context loop = Listener.loop();
    if (visitors.isDismissed(request.connection())) {
      return;
    }
    var conversation = new Conversation(listener, visitors, request, loop);
    visitors.asked(request.connection(), conversation.sender);
    Thread.startVirtualThread(conversation);
  }

  /** What could not be parsed is answered too, and its connection closed. */
  static void refuse(Listener listener, Visitors visitors, HttpServerRequest request) {
    if (visitors.isDismissed(request.connection())) {
      return;
    }
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException) {
      HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
      return;
    }
    Context loop = Listener.loop();
    Thread.startVirtualThread(
        () -> {
          SignedAnswer answer = listener.answers().refuse(NO_REQUEST);
          loop.runOnContext(
              _ -> {
                request.response().putHeader("connection", "close");
                write(request, answer).onComplete(_ -> request.connection().close());
              });
        });
  }

  static Vertx vertx(Context loop) {
    return loop.owner();
  }

  /** The field lines as they came, duplicates kept, in order. */
  private static Headers headers(HttpServerRequest request) {
    var lines = new ArrayList<Header>(16);
    for (Map.Entry<String, String> line : request.headers()) {
      lines.add(new Header(line.getKey(), line.getValue()));
    }
    return Headers.of(lines);
  }

  @Override
  public void run() {
    SignedAnswer answer;
    listener.takePlace();
    try {
      answer = listener.inTurn(this::answer);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("a request was not answered", e);
      answer = listener.answers().refuse(FAILED);
    }
    SignedAnswer made = answer;
    loop.runOnContext(_ -> finish(made));
  }

  private SignedAnswer answer() {
    if (!sound) {
      return listener.answers().refuse(NO_FRAME);
    }
    if (request.version() == HttpVersion.HTTP_1_1 && headers.count("host") != 1) {
      return listener.answers().refuse(NO_HOST);
    }
    var head = RequestHead.of(request.method().name(), listener.origin(), request.uri(), headers);
    return listener.answers().to(new SignedRequest(head, body, sender));
  }

  /**
   * A connection on which a body is still to come is closed: its sender may stop sending, and what
   * follows could not be told from the body (RFC 9112 section 9.6).
   */
  private void finish(SignedAnswer answer) {
    boolean last = !sound || !body.hasEnded();
    if (last) {
      request.response().putHeader("connection", "close");
      visitors.dismiss(request.connection());
    }
    Future<Void> sent = write(request, answer);
    closeUnlessTaken(sent, answer.body().length);
    sent.onComplete(
        _ -> {
          listener.leavePlace();
          visitors.answered(request.connection(), sender);
          if (last && body.hasEnded()) {
            request.connection().close();
          }
        });
    body.discard();
  }

  /** What the network takes at once, as nearly all answers, needs no watch. */
  private void closeUnlessTaken(Future<Void> sent, int bytes) {
    if (!sent.isComplete()) {
      long time = listener.limits().answerTime(bytes).toMillis();
      long timer = vertx(loop).setTimer(time, _ -> drop(request.connection()));
      listener.backlog().waits(this, bytes, () -> drop(request.connection()));
      sent.onComplete(
          _ -> {
            vertx(loop).cancelTimer(timer);
            listener.backlog().taken(this);
          });
    }
  }

  /** At once: closing as HTTP does it would wait until all is sent. */
  private static void drop(HttpConnection connection) {
    var _ = ((ConnectionBase) connection).channelHandlerContext().close();
  }

  private static Future<Void> write(HttpServerRequest request, SignedAnswer answer) {
    var response = request.response().setStatusCode(answer.status());
    for (Header line : answer.headers().lines()) {
      response.headers().add(line.name(), line.value());
    }
    return response.end(Buffer.buffer(answer.body()));
  }
}
