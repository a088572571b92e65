package dev.entente.server.console;

import dev.entente.server.directory.Settings;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CSRFHandler;
import java.util.HashMap;
import java.util.Map;

/** Pages from templates, which escape whatever they show. Thread-safe. */
final class Html {
  private final Templates templates = new Templates();
  private final Settings settings;
  private final Assets assets;

  Html(Settings settings, Assets assets) {
    this.settings = settings;
    this.assets = assets;
  }

  void show(RoutingContext context, int status, String template, Map<String, Object> values) {
    var all = new HashMap<String, Object>(values);
    all.put(
        "frame",
        new Frame(
            settings.gateway(),
            Seat.of(context).operator(),
            Seat.of(context).operator().map(settings.people()::get),
            String.valueOf(context.<Object>get(CSRFHandler.DEFAULT_HEADER_NAME)),
            assets));
    templates.show(context, status, template, all);
  }
}
