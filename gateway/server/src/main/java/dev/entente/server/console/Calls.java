package dev.entente.server.console;

import dev.entente.json.Doc;
import dev.entente.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** How scripts, and the pages' own, are answered: in JSON. */
final class Calls {
  private Calls() {}

  /** Whether a program asks, and no person. */
  static boolean isCall(RoutingContext context) {
    return context.request().path().startsWith("/v1/")
        || !context.request().method().name().equals("GET");
  }

  /**
   * What was sent.
   *
   * @throws dev.entente.json.Malformed if it is not JSON
   */
  static Doc body(RoutingContext context) {
    return Doc.of(Json.read(context.body().buffer().getBytes()));
  }

  static void answer(RoutingContext context, int status, Map<String, Object> values) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(Buffer.buffer(Json.write(values)));
  }
}
