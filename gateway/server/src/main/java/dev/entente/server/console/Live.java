package dev.entente.server.console;

import dev.entente.agreement.AgreementId;
import dev.entente.server.overview.History;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells open pages that an alliance has new entries, as server-sent events: {@code alliances} for
 * any, and one named after the agreement. A page that does not take them in time misses some, and
 * shows the newest at the next. Thread-safe.
 */
final class Live {
  private static final int MOST = 1_000;
  private static final long BEAT_MILLIS = 20_000;

  private final Map<HttpServerResponse, Context> open = new ConcurrentHashMap<>();

  Live(Vertx vertx, History history) {
    history.listen(changed -> tell(text(changed)));
    vertx.setPeriodic(BEAT_MILLIS, _ -> tell(": still here\n\n"));
  }

  void serve(RoutingContext context) {
    if (open.size() >= MOST) {
      context.fail(503);
      return;
    }
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-store");
    response.write("retry: 2000\n\n");
    open.put(response, context.vertx().getOrCreateContext());
    response.closeHandler(_ -> open.remove(response));
    response.exceptionHandler(_ -> open.remove(response));
  }

  private static String text(Set<AgreementId> changed) {
    var text = new StringBuilder("event: alliances\ndata:\n\n");
    changed.forEach(agreement -> text.append("event: ").append(agreement).append("\ndata:\n\n"));
    return text.toString();
  }

  private void tell(String text) {
    open.forEach(
        (response, context) ->
            context.runOnContext(
                _ -> {
                  if (!response.closed() && !response.writeQueueFull()) {
                    response.write(text);
                  }
                }));
  }
}
