package dev.entente.benchmarks.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/** What everything is compared with: a bare Vert.x server that answers hello, on one event loop. */
public final class HelloServer {
  private HelloServer() {}

  /** Listens on a free port, and says on which. */
  public static void main(String[] arguments) {
    HttpServer server =
        Vertx.vertx()
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(request -> request.response().end("hello"))
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    System.out.println("listening on http://127.0.0.1:" + server.actualPort());
  }
}
