package dev.entente.server.console;

import dev.entente.governance.Done;
import dev.entente.json.Doc;
import dev.entente.operator.OperatorDocument;
import dev.entente.operator.UnsignedOrder;
import dev.entente.problem.Outcome;
import dev.entente.problem.Problem;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Orders: the gateway writes the text, the person's passkey signs it, the gateway carries it out.
 */
final class OrderCalls {
  private final Backstage backstage;
  private final Site site;
  private final SignIns signIns;
  private final Optional<ProviderPages> provider;

  OrderCalls(Backstage backstage, Site site, SignIns signIns, Optional<ProviderPages> provider) {
    this.backstage = backstage;
    this.site = site;
    this.signIns = signIns;
    this.provider = provider;
  }

  void route(Router router) {
    router.post("/orders/text").blockingHandler(this::text, false);
    router.post("/orders/signed").blockingHandler(this::signed, false);
  }

  /** What a browser needs to have a text signed. */
  static void offer(RoutingContext context, Site site, UnsignedOrder text) {
    var offer = new LinkedHashMap<String, Object>();
    offer.put("id", Seat.of(context).keep(text));
    offer.put("challenge", text.challenge().toString());
    offer.put("host", site.host());
    Calls.answer(context, 200, offer);
  }

  private static String operator(RoutingContext context) {
    return Seat.of(context).operator().orElseThrow();
  }

  private void text(RoutingContext context) {
    Doc asked = Calls.body(context);
    UnsignedOrder text =
        UnsignedOrder.read(
            backstage.settings().gateway(),
            operator(context),
            asked.at("command"),
            asked.at("because").text(),
            backstage.clock().instant());
    if (provider.isPresent() && !signIns.hasPasskey(operator(context))) {
      URI there =
          provider
              .get()
              .ask(
                  Seat.of(context),
                  Flow.Purpose.ORDER,
                  operator(context),
                  text,
                  asked.at("then").as(OrderCalls::here));
      Calls.answer(context, 200, Map.of("location", there.toString()));
    } else {
      offer(context, site, text);
    }
  }

  /** A page of ours, and nobody else's. */
  private static String here(String path) {
    if (!path.matches("/[A-Za-z0-9/_-]*")) {
      throw new IllegalArgumentException("a path of the console is expected");
    }
    return path;
  }

  private void signed(RoutingContext context) {
    Doc said = Calls.body(context);
    Optional<OperatorDocument> document =
        Seat.of(context)
            .take(said.at("id").text())
            .flatMap(text -> signIns.signed(text, operator(context), said));
    if (document.isEmpty()) {
      Calls.refuse(
          context, 403, "the passkey is not yours, or the order was sent before; press again");
      return;
    }
    switch (backstage.desk().take(document.get())) {
      case Outcome.Passed<Done>(Done done) ->
          Calls.answer(context, 200, Map.of("entry", done.entries().getFirst().index()));
      case Outcome.Refused<Done>(Problem problem) -> Calls.refuse(context, 409, problem.detail());
    }
  }
}
