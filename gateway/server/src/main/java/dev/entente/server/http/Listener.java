package dev.entente.server.http;

import dev.entente.exchange.SignedAnswer;
import dev.entente.signature.Origin;
import dev.entente.signature.Sender;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address that HTTP/1.1 is listened on, by one event loop for every two processors. It neither
 * compresses nor upgrades. Thread-safe.
 */
public final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  // Vert.x lets servers share an address. Those with one negative number share any free port.
  private static final AtomicInteger SHARED_PORTS = new AtomicInteger();

  private final Place place;
  private final Optional<Identity> identity;
  private final Answers answers;
  private final Pages pages;
  private final Limits limits;
  private final Semaphore turns;
  private final Semaphore places;
  private final Backlog backlog;
  private final int port;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Origin> origin = new CompletableFuture<>();

  private Listener(
      Place place, Optional<Identity> identity, Answers answers, Pages pages, Limits limits) {
    this.place = place;
    this.identity = identity;
    this.answers = answers;
    this.pages = pages;
    this.limits = limits;
    this.port = place.port() == 0 ? SHARED_PORTS.decrementAndGet() : place.port();
    this.turns = new Semaphore(limits.exchanges());
    this.places = new Semaphore(limits.answers());
    this.backlog = new Backlog(limits.answerBytes());
  }

  /**
   * Listens, and returns when it does.
   *
   * @throws ListenException if it cannot
   */
  public static Listener open(
      Vertx vertx, Place place, Answers answers, Pages pages, Limits limits) {
    var identity = place.tls().map(pem -> Identity.read(vertx, pem));
    var listener = new Listener(place, identity, answers, pages, limits);
    int loops = (Runtime.getRuntime().availableProcessors() + 1) / 2;
    try {
      done(
          vertx.deployVerticle(
              () -> listener::listen, new DeploymentOptions().setInstances(loops)));
    } catch (CompletionException e) {
      throw ListenException.of(place, Objects.requireNonNull(e.getCause()));
    }
    listener.origin.complete(place.origin().orElseGet(listener::bound));
    return listener;
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private Future<HttpServer> listen(Context context) {
    var visitors = new Visitors(limits.headTime());
    long pause = Math.max(1, limits.headTime().toMillis() / 4);
    context.owner().setPeriodic(pause, _ -> visitors.closeLate());
    HttpServerOptions options = options();
    var server =
        context
            .owner()
            .createHttpServer(options)
            .connectionHandler(connection -> admit(connection, visitors, options))
            .exceptionHandler(e -> LOG.debug("a connection failed: {}", e.toString()))
            .requestHandler(request -> begin(visitors, request))
            .invalidRequestHandler(request -> Conversation.refuse(this, visitors, request));
    servers.add(server);
    return server.listen();
  }

  private void begin(Visitors visitors, HttpServerRequest request) {
    if (pages.take(request)) {
      // Browsers keep a connection for the next page; only when nothing moves on it is it closed.
      visitors.asked(request.connection(), new Sender());
    } else {
      Conversation.begin(this, visitors, request);
    }
  }

  private HttpServerOptions options() {
    var options =
        new HttpServerOptions()
            .setHost(place.host())
            .setPort(port)
            .setHttp2ClearTextEnabled(false)
            .setUseAlpn(false)
            .setMaxInitialLineLength(Limits.HEAD_BYTES)
            .setMaxHeaderSize(Limits.HEAD_BYTES)
            .setIdleTimeout((int) limits.idleTime().toSeconds());
    identity.ifPresent(
        pair ->
            options
                .setSsl(true)
                .setSslHandshakeTimeout(limits.headTime().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(pair.options()));
    return options;
  }

  private void admit(HttpConnection connection, Visitors visitors, HttpServerOptions options) {
    StrictDecoder.on(connection, options);
    visitors.came(connection);
    connection.closeHandler(
        _ -> {
          connections.decrementAndGet();
          visitors.left(connection);
        });
    if (connections.incrementAndGet() > limits.connections()) {
      connection.close();
    }
  }

  /** Scheme, host and port that are listened on. */
  public Origin bound() {
    return place.bound(servers.getFirst().actualPort());
  }

  Answers answers() {
    return answers;
  }

  Limits limits() {
    return limits;
  }

  /** What partners sign; waits in the moment in which the port is not known yet. */
  Origin origin() {
    return origin.join();
  }

  /** The event loop that this is called on. */
  static Context loop() {
    return Objects.requireNonNull(Vertx.currentContext(), "called on an event loop only");
  }

  /** Waits for a place for one of as many answers as there may be at once. */
  void takePlace() {
    places.acquireUninterruptibly();
  }

  /** The answer is sent, or nobody waits for it any more. */
  void leavePlace() {
    places.release();
  }

  /** The answers that their readers have not taken yet. */
  Backlog backlog() {
    return backlog;
  }

  /** Runs one of as many exchanges as there may be at once; waits for its turn. */
  SignedAnswer inTurn(Supplier<SignedAnswer> exchange) {
    turns.acquireUninterruptibly();
    try {
      return exchange.get();
    } finally {
      turns.release();
    }
  }

  /** Accepts nothing more, and waits so long for what is being answered. */
  public void close(Duration patience) {
    done(
        Future.join(
            servers.stream()
                .map(server -> server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS))
                .toList()));
  }
}
