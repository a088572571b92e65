package dev.entente.server.console;

import dev.entente.server.overview.Wanted;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** All that wants attention, and who else is told of it. */
final class AttentionPages {
  private final Backstage backstage;
  private final Html html;

  AttentionPages(Backstage backstage, Html html) {
    this.backstage = backstage;
    this.html = html;
  }

  void route(Router router) {
    router.get("/attention").blockingHandler(this::page, false);
    router
        .get("/v1/attention")
        .blockingHandler(it -> Calls.answer(it, 200, wanted(it).json()), false);
  }

  private Wanted wanted(RoutingContext context) {
    var params = context.queryParams();
    String page = params.contains("page") ? params.get("page") : "1";
    return Wanted.of(
        backstage.wanted(),
        params.contains("cause") ? params.get("cause") : "",
        page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1);
  }

  private void page(RoutingContext context) {
    html.show(
        context,
        200,
        "attention",
        Map.of(
            "wanted",
            wanted(context),
            "refused",
            backstage.refused().counts(),
            "couriers",
            backstage.webhooks().couriers()));
  }
}
