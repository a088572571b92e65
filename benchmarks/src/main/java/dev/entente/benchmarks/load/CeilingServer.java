package dev.entente.benchmarks.load;

import dev.entente.benchmarks.append.Recording;
import dev.entente.signature.Sha256;
import dev.entente.signature.SigningKey;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * What signatures alone leave of hello: for each request one is verified, two are made (the
 * answer's and the receipt's) and what is sent is hashed, with the gateway's own code on virtual
 * threads. Nothing is parsed, decided, read or rendered. Given a directory, it also prices and
 * records a release in a ledger there, always of the same records. No gateway that keeps the
 * protocol is faster than this.
 */
public final class CeilingServer {
  private static final Executor VIRTUAL =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().uncaughtExceptionHandler(CeilingServer::end).factory());
  private static final int SIGNATURE_BASE = 400;
  private static final int ANSWER = 5_000;
  private static final int HEADERS = 600;

  private final SigningKey key = SigningKey.generate();
  private final byte[] base = new byte[SIGNATURE_BASE];
  private final byte[] signature = key.sign(base);
  private final byte[] answer = "x".repeat(ANSWER).getBytes(StandardCharsets.US_ASCII);
  private final String headers = "x".repeat(HEADERS);

  private final Optional<Recording> recording;

  private CeilingServer(Optional<Path> state) {
    this.recording = state.map(it -> new Recording(it, key));
  }

  /** Listens on a free port, and says on which. */
  public static void main(String[] arguments) {
    var server = new CeilingServer(Stream.of(arguments).map(Path::of).findFirst());
    HttpServer listening =
        Vertx.vertx()
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(server::answer)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    System.out.println("listening on http://127.0.0.1:" + listening.actualPort());
  }

  private void answer(HttpServerRequest request) {
    Context context = Vertx.currentContext();
    request
        .body()
        .onSuccess(
            body ->
                VIRTUAL.execute(
                    () -> {
                      byte[] signed = signed(body.getBytes());
                      context.runOnContext(_ -> end(request.response(), signed));
                    }));
  }

  private byte[] signed(byte[] body) {
    if (!key.publicKey().verify(base, signature)) {
      throw new IllegalStateException("what was signed does not verify");
    }
    Sha256.hash(body);
    recording.ifPresent(Recording::record);
    key.sign(base);
    Sha256.hash(answer);
    key.sign(base);
    return answer;
  }

  /** Whoever waits for an answer learns by it that there is none. */
  private static void end(Thread thread, Throwable e) {
    System.err.println("a request failed: " + e);
    Runtime.getRuntime().halt(1);
  }

  private void end(HttpServerResponse response, byte[] body) {
    var _ = response.putHeader("x-headers", headers).end(Buffer.buffer(body));
  }
}
