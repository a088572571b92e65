package dev.entente.benchmarks.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/** What everything is compared with: a bare Vert.x server that answers hello. */
public final class HelloServer {
  private static final int ANY_BUT_THE_SAME = -1;

  private HelloServer() {}

  /** Listens on a free port; the first argument is how many event loops. */
  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx();
    HttpServer first = null;
    for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
      HttpServer server =
          vertx
              .createHttpServer(
                  new HttpServerOptions().setHost("127.0.0.1").setPort(ANY_BUT_THE_SAME))
              .requestHandler(request -> request.response().end("hello"))
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      first = first == null ? server : first;
    }
    System.out.println("listening on http://127.0.0.1:" + first.actualPort());
  }
}
