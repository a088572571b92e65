package dev.entente.connectors.http;

import dev.entente.problem.Unavailable;
import dev.entente.signature.Origin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Connections to the hosts of one source, kept alive. A connection goes to an address that was seen
 * to be allowed, while TLS and {@code Host} keep the name: so it does not matter what the name
 * means a moment later. No redirect is followed, no proxy is used. Thread-safe.
 */
final class Connections implements AutoCloseable {
  private static final Duration TO_CONNECT = Duration.ofSeconds(3);
  private static final int TLS = 443;
  private static final int PLAIN = 80;

  private final Vertx vertx;
  private final HttpClient client;
  private final Addresses addresses;

  /**
   * @param most connections at a time
   * @param trust certificates that are trusted in place of the platform's, in PEM
   */
  Connections(int most, Optional<Path> trust, Names names) {
    this.addresses = new Addresses(names);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    var options = new HttpClientOptions().setConnectTimeout((int) TO_CONNECT.toMillis());
    trust.ifPresent(
        it -> options.setTrustOptions(new PemTrustOptions().addCertPath(it.toString())));
    this.client =
        vertx
            .httpClientBuilder()
            .with(options)
            .with(new PoolOptions().setHttp1MaxSize(most).setMaxWaitQueueSize(most))
            .withConnectHandler(it -> it.exceptionHandler(_ -> {})) // whoever reads is told
            .build();
  }

  /**
   * Asks, and gives what is answered as soon as its head is there.
   *
   * @param body nothing for a GET, a form for a POST
   * @throws Passing if it cannot be reached
   * @throws Unavailable if it takes too long, or may not be called
   */
  Reply ask(URI uri, Map<String, String> headers, Optional<String> body, Deadline deadline)
      throws Passing {
    Passing last = new Passing(origin(uri) + " cannot be reached", Optional.empty());
    for (InetAddress address : addresses.of(uri.getHost(), deadline)) {
      try {
        return ask(options(uri, address, headers, body), uri, body, deadline);
      } catch (Passing e) {
        last = e;
      }
    }
    throw last;
  }

  private Reply ask(RequestOptions options, URI uri, Optional<String> body, Deadline deadline)
      throws Passing {
    HttpClientRequest request =
        await(
            client
                .request(options)
                .map(it -> it.exceptionHandler(_ -> {})), // the reply's waiter is told
            HttpClientRequest::reset,
            uri,
            deadline);
    // Before it is sent: an answer that is there at once must find somebody who takes its body.
    Future<Reply> reply = request.response().map(response -> new Reply(response, deadline));
    Future<Void> _ = body.isPresent() ? request.end(Buffer.buffer(body.get())) : request.end();
    return await(reply, Reply::close, uri, deadline, request::reset);
  }

  private static RequestOptions options(
      URI uri, InetAddress address, Map<String, String> headers, Optional<String> body) {
    boolean tls = uri.getScheme().equalsIgnoreCase("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? TLS : PLAIN;
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var options =
        new RequestOptions()
            .setMethod(body.isPresent() ? HttpMethod.POST : HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(uri.getHost())
            .setPort(port)
            .setSsl(tls)
            .setFollowRedirects(false)
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .putHeader("accept", "application/json")
            .putHeader("accept-encoding", "gzip");
    body.ifPresent(_ -> options.putHeader("content-type", "application/x-www-form-urlencoded"));
    headers.forEach(options::putHeader);
    return options;
  }

  /** A place as messages name it: what follows the host may hold what is nobody's business. */
  static Origin origin(URI uri) {
    return Origin.parse(uri.getScheme() + "://" + uri.getRawAuthority());
  }

  private static <T> T await(Future<T> future, Consumer<T> late, URI uri, Deadline deadline)
      throws Passing {
    return await(future, late, uri, deadline, () -> {});
  }

  /**
   * @param late takes what comes when nobody waits any more
   * @param stop ends what is under way
   */
  private static <T> T await(
      Future<T> future, Consumer<T> late, URI uri, Deadline deadline, Runnable stop)
      throws Passing {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new Passing(origin(uri) + " cannot be reached: " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      future.onSuccess(late::accept);
      stop.run();
      throw Unavailable.source(origin(uri) + " does not answer in time", e);
    } catch (InterruptedException e) {
      future.onSuccess(late::accept);
      stop.run();
      Thread.currentThread().interrupt();
      throw Unavailable.source("was not waited for", e);
    }
  }

  @Override
  public void close() {
    addresses.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
