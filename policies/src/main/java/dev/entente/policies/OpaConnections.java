package dev.entente.policies;

import dev.entente.problem.PolicyFailure;
import dev.entente.problem.Unavailable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Connections to an OPA server, kept alive: at most 16, with at most 256 questions that wait for
 * one. Thread-safe.
 */
final class OpaConnections implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 16;
  private static final int MOST_WAITING = 256;
  private static final int MILLIS_TO_CONNECT = 1_000;
  private static final int LARGEST_ANSWER = 4 << 20;
  private static final int OK = 200;

  private final OpaAddress address;
  private final Vertx vertx;
  private final HttpClient client;

  OpaConnections(OpaAddress address) {
    this.address = address;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(MILLIS_TO_CONNECT),
            new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_WAITING));
  }

  /**
   * The answer to a question, whose status is 200.
   *
   * @param budget how long it may take in all, waiting for a connection included
   * @throws Unavailable if there is none in time
   */
  byte[] post(String path, byte[] json, Duration budget) {
    return post(path, "application/json", Set.of(OK), json, budget).body();
  }

  /** What was answered, with one of the statuses that may be. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Reply(int status, byte[] body) {}

  /**
   * The answer to a question, of that media type.
   *
   * @param statuses that it may have
   */
  Reply post(String path, String accept, Set<Integer> statuses, byte[] json, Duration budget) {
    var sent = new AtomicReference<@Nullable HttpClientRequest>();
    Future<Reply> answer =
        client
            .request(options(path).putHeader("accept", accept))
            .compose(
                request -> {
                  sent.set(request);
                  return request.send(Buffer.buffer(json)).compose(it -> body(it, statuses));
                });
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(budget.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failed(
          sent, PolicyFailure.SLOW, "does not answer within " + budget.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw failed(sent, failure(e), "cannot be asked: " + cause(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(sent, PolicyFailure.FAILED, "was not waited for", e);
    }
  }

  private RequestOptions options(String path) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(address.host())
            .setPort(address.port())
            .setURI(path)
            .putHeader("content-type", "application/json");
    address.socket().ifPresent(it -> options.setServer(SocketAddress.domainSocketAddress(it)));
    return options;
  }

  private Future<Reply> body(HttpClientResponse response, Set<Integer> statuses) {
    if (!statuses.contains(response.statusCode())) {
      return Future.failedFuture(
          new Unusable(PolicyFailure.FAILED, "it answers " + response.statusCode()));
    }
    Buffer all = Buffer.buffer();
    Promise<Buffer> whole = Promise.promise();
    response.handler(
        part -> {
          if (all.length() + part.length() > LARGEST_ANSWER) {
            whole.tryFail(
                new Unusable(
                    PolicyFailure.MALFORMED, "its answer is longer than " + LARGEST_ANSWER));
            response.request().reset();
          } else {
            all.appendBuffer(part);
          }
        });
    response.end().onSuccess(_ -> whole.tryComplete(all)).onFailure(whole::tryFail);
    return whole.future().map(it -> new Reply(response.statusCode(), it.getBytes()));
  }

  /** It was reached, and what came cannot be used. */
  private static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final PolicyFailure failure;

    Unusable(PolicyFailure failure, String message) {
      super(message, null, false, false);
      this.failure = failure;
    }
  }

  /** What there is too much of waits for a connection, and is late. */
  private static PolicyFailure failure(ExecutionException e) {
    return switch (e.getCause()) {
      case Unusable unusable -> unusable.failure;
      case ConnectionPoolTooBusyException _ -> PolicyFailure.SLOW;
      case null, default -> PolicyFailure.UNREACHABLE;
    };
  }

  private Unavailable failed(
      AtomicReference<@Nullable HttpClientRequest> sent,
      PolicyFailure failure,
      String what,
      Exception e) {
    HttpClientRequest request = sent.get();
    if (request != null) {
      request.reset();
    }
    return Unavailable.policy(failure, "OPA at " + address + " " + what, e);
  }

  private static String cause(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName().toLowerCase(Locale.ROOT) : message;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** The server's address. */
  @Override
  public String toString() {
    return address.toString();
  }
}
